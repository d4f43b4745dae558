//! Any bytes as a printer's answer: no panic, no more memory than the bytes need. Also behind a head that is right.
#![no_main]

use kiosk_devices::printer::is_answer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = is_answer(bytes);
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len());
    let _ = is_answer(&[head.as_bytes(), bytes].concat());
    let _ = is_answer(&[b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".as_slice(), bytes].concat());
});
