//! What must hold on a line that cuts, joins, changes, drops, doubles and invents bytes.

mod damage;
mod samples;
mod sequence;
mod stream;
mod wire;

use std::fmt::Debug;

use crate::{Damage, Decoder, Message, Outcome, encode};

/// A frame's bytes.
fn framed<M: Message>(message: &M) -> Vec<u8> {
    encode(message).unwrap().as_bytes().to_vec()
}

/// Everything a decoder makes of `bytes`, in order.
fn read_all<M: Message + Debug>(decoder: &mut Decoder<M>, mut bytes: &[u8]) -> Vec<Result<M, Damage>> {
    let mut all = Vec::new();
    loop {
        match decoder.feed(bytes) {
            Outcome::Incomplete => return all,
            Outcome::Message { message, rest } => {
                all.push(Ok(message));
                bytes = rest;
            }
            Outcome::Damaged { damage, rest } => {
                all.push(Err(damage));
                bytes = rest;
            }
        }
    }
}

/// What a new decoder makes of `bytes` that end outside a frame.
fn read<M: Message + Debug>(bytes: &[u8]) -> Vec<Result<M, Damage>> {
    read_all(&mut Decoder::new(), bytes)
}
