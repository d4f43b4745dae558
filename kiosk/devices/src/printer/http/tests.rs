//! Servers that misbehave in every way, on the machine itself.

use std::net::TcpListener;
use std::thread;

use super::reply::{Garbage, Reply};
use super::*;

/// What a server does with one connection.
fn against(
    parts: &[&[u8]],
    time: Duration,
    serve: impl FnOnce(TcpStream) + Send + 'static,
) -> Result<Vec<u8>, PostFault> {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address: PrinterAddress = format!("ipp://{}/ipp/print", server.local_addr().unwrap()).parse().unwrap();
    let thread = thread::spawn(move || serve(server.accept().unwrap().0));
    let turns = AtomicU64::new(0);
    let outcome = post(&address, parts, &Patience::of(time, &turns, 0));
    thread.join().unwrap();
    outcome
}

const LONG: Duration = Duration::from_secs(20);
/// What is not bounded otherwise stands still for so long.
const VERY_LONG: Duration = Duration::from_secs(3_600);
const SHORT: Duration = Duration::from_millis(300);

fn take(stream: &mut TcpStream, length: usize) -> String {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        let mut one = [0];
        stream.read_exact(&mut one).unwrap();
        bytes.push(one[0]);
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    String::from_utf8([bytes, body].concat()).unwrap()
}

#[test]
fn the_parts_arrive_as_one_body_and_the_reply_comes_back() {
    let reply = against(&[b"ab", b"cde"], LONG, |mut stream| {
        let request = take(&mut stream, 5);
        assert!(request.starts_with("POST /ipp/print HTTP/1.1\r\nHost: 127.0.0.1:"), "{request}");
        assert!(request.contains("Content-Type: application/ipp\r\nContent-Length: 5\r\n"), "{request}");
        assert!(request.ends_with("\r\n\r\nabcde"), "{request}");
        for piece in ["HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 O", "K\r\nContent-Length: 4\r\n\r\nfi", "ne"] {
            stream.write_all(piece.as_bytes()).unwrap();
            stream.flush().unwrap();
            thread::sleep(Duration::from_millis(20));
        }
    });
    assert_eq!(reply, Ok(b"fine".to_vec()));
}

#[test]
fn where_nobody_listens_nothing_has_begun() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let address: PrinterAddress = format!("ipp://{free}/ipp/print").parse().unwrap();
    let turns = AtomicU64::new(0);
    assert_eq!(post(&address, &[b"a"], &Patience::of(LONG, &turns, 0)), Err(PostFault::NotBegun));
    // An end that was made before does not let anything begin either.
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address: PrinterAddress = format!("ipp://{}/p", server.local_addr().unwrap()).parse().unwrap();
    turns.store(1, Ordering::Relaxed);
    assert_eq!(post(&address, &[b"a"], &Patience::of(LONG, &turns, 0)), Err(PostFault::NotBegun));
}

#[test]
fn a_line_lost_after_the_body_began_leaves_it_open_what_came_of_it() {
    assert_eq!(against(&[b"abc"], LONG, |mut stream| drop(take(&mut stream, 3))), Err(PostFault::Lost));
    assert_eq!(against(&[b"abc"], LONG, |mut stream| drop(take(&mut stream, 1))), Err(PostFault::Lost));
    let big = vec![b'x'; 30_000_000];
    assert_eq!(against(&[&big], LONG, |mut stream| drop(take(&mut stream, 1_000))), Err(PostFault::Lost));
    let half = against(&[b"abc"], LONG, |mut stream| {
        take(&mut stream, 3);
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nhalf").unwrap();
    });
    assert_eq!(half, Err(PostFault::Lost));
}

#[test]
fn a_server_that_does_not_answer_or_does_not_read_is_waited_for_no_longer_than_told() {
    for length in [3, 30_000_000] {
        let body = vec![b'x'; length];
        let begun = Instant::now();
        let outcome = against(&[&body], SHORT, |stream| {
            thread::sleep(Duration::from_millis(900));
            drop(stream);
        });
        assert_eq!(outcome, Err(PostFault::Lost));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}

#[test]
fn somebody_else_can_make_an_end() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address: PrinterAddress = format!("ipp://{}/p", server.local_addr().unwrap()).parse().unwrap();
    let turns = AtomicU64::new(7);
    thread::scope(|scope| {
        let posting = scope.spawn(|| post(&address, &[b"a"], &Patience::of(Duration::from_secs(600), &turns, 7)));
        let (stream, _) = server.accept().unwrap();
        turns.store(8, Ordering::Relaxed);
        assert!(matches!(posting.join().unwrap(), Err(PostFault::Lost | PostFault::NotBegun)));
        drop(stream);
    });
}

#[test]
fn data_without_end_is_not_read_without_end() {
    for head in [
        "",
        "HTTP/1.1 200 OK\r\nX: ",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ] {
        let outcome = against(&[b"abc"], VERY_LONG, move |mut stream| {
            take(&mut stream, 3);
            let _ = stream.write_all(head.as_bytes());
            // It ends when the booth hangs up.
            while stream.write_all(&[b'A'; 65_536]).is_ok() {}
        });
        assert_eq!(outcome, Err(PostFault::Lost), "{head:?}");
    }
    let outcome = against(&[b"abc"], VERY_LONG, move |mut stream| {
        take(&mut stream, 3);
        while stream.write_all(&b"HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000)).is_ok() {}
    });
    assert_eq!(outcome, Err(PostFault::Lost));
}

#[test]
fn a_refusal_by_the_server_is_told_from_an_accident_in_it() {
    let status = |line: &'static str| {
        against(&[b"abc"], LONG, move |mut stream| {
            take(&mut stream, 3);
            let _ = write!(stream, "HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n");
        })
    };
    for (line, code) in [("404 Not Found", 404), ("401 No", 401), ("307 Elsewhere\r\nLocation: http://127.0.0.1/", 307)]
    {
        assert_eq!(status(line), Err(PostFault::Refused(code)));
    }
    for line in ["500 Oops", "503 Busy", "408 Late", "204 Nothing"] {
        assert_eq!(status(line), Err(PostFault::Lost));
    }
}

#[test]
fn replies_are_read_whole_or_not_at_all() {
    let chunked =
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n".as_slice();
    let expected = Reply { status: 200, body: b"abcde".to_vec() };
    let enough = chunked.len() - 2;
    for end in 0..chunked.len() {
        let read = Reply::read(&chunked[..end], false).unwrap();
        assert_eq!(read.is_some(), end >= enough, "{end}");
    }
    assert_eq!(Reply::read(chunked, false), Ok(Some(expected)));
    let open = b"HTTP/1.0 200 OK\r\n\r\nabc";
    assert_eq!(Reply::read(open, false), Ok(None));
    assert_eq!(Reply::read(open, true).unwrap().unwrap().body, b"abc");
    for garbage in [
        "GET / HTTP/1.1\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
    ] {
        assert_eq!(Reply::read(garbage.as_bytes(), true), Err(Garbage), "{garbage}");
    }
}
