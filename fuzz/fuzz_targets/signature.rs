//! Any text as a signature of a package, and as a public key: no panic, and nothing opens that the key has not signed.
#![no_main]

use std::sync::OnceLock;

use ballot::package::{Comment, Kind, Package, PublicKey, SecretKey, TrustedKeys};
use libfuzzer_sys::fuzz_target;

/// What is signed, the key's other half, and the signature.
struct Signed {
    bytes: &'static [u8],
    public: PublicKey,
    signature: String,
}

fn signed() -> &'static Signed {
    static SIGNED: OnceLock<Signed> = OnceLock::new();
    SIGNED.get_or_init(|| {
        let (file, public) = SecretKey::generate(None).expect("a key without a password");
        let key = SecretKey::open(&file, None).expect("a key that was just made");
        let bytes = include_bytes!("../../docs/formats/example.tandau").as_slice();
        let comment = Comment::parse("kind=demo id=example date=2026-11-22").expect("a comment as packages have it");
        let signature = key.sign(bytes, &comment).expect("the example is a package");
        Signed { bytes, public, signature }
    })
}

fuzz_target!(|bytes: &[u8]| {
    let Signed { bytes: package, public, signature } = signed();
    let trusted = TrustedKeys::only(Kind::Demo, public.clone());
    let opens = |signature: &[u8]| Package::open((*package).into(), Some(signature), &trusted, Kind::Demo).is_ok();
    assert!(!opens(bytes), "a signature of nobody");
    // A line of the right one is another.
    let mut lines: Vec<&[u8]> = signature.lines().map(str::as_bytes).collect();
    if let Some((at, line)) = bytes.split_first() {
        let at = usize::from(*at) % lines.len();
        let same = lines[at] == line || at == 0;
        lines[at] = line;
        assert!(same || !opens(&lines.join(&b'\n')), "line {at} may be another");
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(key) = text.parse::<PublicKey>()
    {
        assert_eq!(key.as_str().parse::<PublicKey>().ok().as_ref(), Some(&key), "a key that was read is read again");
    }
});
