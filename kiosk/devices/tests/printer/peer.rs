//! A printer in this process: it reads requests with another program's reader (the crate `ipp`), keeps jobs, and goes
//! wrong the way a test tells it to.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use ipp::attribute::IppAttribute;
use ipp::model::{DelimiterTag, IppVersion, Operation, StatusCode};
use ipp::parser::IppParser;
use ipp::prelude::*;
use ipp::reader::IppReader;
use ipp::request::IppRequestResponse;
use ipp::value::{IppName, IppValue};

/// What the printer does with a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum OnPrint {
    /// Takes it; the test says what becomes of it.
    Take,
    /// Takes it, prints it and says so.
    Print,
    /// Hangs up in the middle of the request.
    HangUpEarly,
    /// Takes it and hangs up without an answer.
    TakeAndHangUp,
    /// Takes it and answers something that is no answer.
    TakeAndBabble,
    /// Refuses it in words of the protocol.
    Refuse(StatusCode),
    /// Refuses it before the protocol.
    HttpStatus(u16),
}

#[derive(Clone, Debug)]
pub(crate) struct PeerJob {
    pub(crate) id: i32,
    pub(crate) state: i32,
    pub(crate) impressions: Option<i32>,
    pub(crate) document: Vec<u8>,
    pub(crate) cancels: u32,
}

/// What a test sets and looks at.
pub(crate) struct Model {
    pub(crate) on_print: OnPrint,
    pub(crate) validate: StatusCode,
    pub(crate) state: i32,
    pub(crate) reasons: Vec<&'static str>,
    pub(crate) up_time: i32,
    pub(crate) jobs: Vec<PeerJob>,
    /// What a cancel makes of a job; nothing where the printer only says that it canceled.
    pub(crate) cancel_to: Option<(i32, Option<i32>)>,
    /// Jobs of other programs.
    pub(crate) foreign: i32,
    /// It forgets jobs that are over.
    pub(crate) forgetful: bool,
    /// Operations in the order they came.
    pub(crate) asked: Vec<Operation>,
    /// Everything that came with a document, but for the request's number.
    pub(crate) heads: Vec<String>,
}

pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    model: Arc<Mutex<Model>>,
    off: Arc<AtomicBool>,
}

impl Peer {
    pub(crate) fn start(on_print: OnPrint) -> Self {
        let model = Model {
            on_print,
            validate: StatusCode::SuccessfulOk,
            state: 3,
            reasons: vec!["none"],
            up_time: 1_000,
            jobs: Vec::new(),
            cancel_to: Some((7, Some(0))),
            foreign: 0,
            forgetful: false,
            asked: Vec::new(),
            heads: Vec::new(),
        };
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let peer = Self {
            address: server.local_addr().unwrap(),
            model: Arc::new(Mutex::new(model)),
            off: Arc::new(AtomicBool::new(false)),
        };
        let (model, off) = (Arc::clone(&peer.model), Arc::clone(&peer.off));
        thread::spawn(move || {
            for stream in server.incoming() {
                let Ok(stream) = stream else { continue };
                if off.load(Ordering::Relaxed) {
                    // As good as nobody: the line is cut before a word is read.
                    continue;
                }
                let model = Arc::clone(&model);
                thread::spawn(move || serve(stream, &model));
            }
        });
        peer
    }

    pub(crate) fn model(&self) -> MutexGuard<'_, Model> {
        self.model.lock().unwrap()
    }

    pub(crate) fn switch_off(&self, off: bool) {
        self.off.store(off, Ordering::Relaxed);
    }

    /// Waits until the printer has so many jobs.
    pub(crate) fn wait_for_jobs(&self, count: usize) {
        for _ in 0..1_000 {
            if self.model().jobs.len() >= count {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("no job came");
    }
}

fn serve(mut stream: TcpStream, model: &Mutex<Model>) {
    let Some((head, body)) = receive(&mut stream, model) else { return };
    let request = IppParser::new(IppReader::new(Cursor::new(body))).parse().expect("a sound request");
    assert!(head.starts_with("POST /ipp/print HTTP/1.1\r\n"), "{head}");
    let operation = Operation::from_i16(request.header().operation_or_status).expect("a known operation");
    let number = request.header().request_id;
    let operation_group = request.attributes().first_of(DelimiterTag::OperationAttributes).unwrap();
    let job = operation_group.get("job-id").and_then(|job| job.value().as_integer().copied());
    let mut model = model.lock().unwrap();
    model.asked.push(operation);
    if operation == Operation::PrintJob {
        let attributes = request.attributes().to_bytes();
        model.heads.push(format!("{head}{}", String::from_utf8_lossy(&attributes)));
    }
    let mut document = Vec::new();
    request.into_payload().read_to_end(&mut document).unwrap();
    let Some(answer) = model.answer(operation, number, job, document) else { return };
    drop(model);
    let _ = stream.write_all(&answer);
}

/// A whole request, or what a printer that hangs up early takes of it.
fn receive(stream: &mut TcpStream, model: &Mutex<Model>) -> Option<(String, Vec<u8>)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let length: usize = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap().parse().unwrap();
    let mut operation = [0; 4];
    stream.read_exact(&mut operation).ok()?;
    if operation[3] == 2 && model.lock().unwrap().on_print == OnPrint::HangUpEarly {
        return None;
    }
    let mut rest = vec![0; length - 4];
    stream.read_exact(&mut rest).ok()?;
    Some((head, [operation.to_vec(), rest].concat()))
}

fn http(status: u16, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn keyword(word: &str) -> IppValue {
    IppValue::new_keyword(word).unwrap()
}

impl Model {
    fn answer(&mut self, operation: Operation, number: i32, job: Option<i32>, document: Vec<u8>) -> Option<Vec<u8>> {
        let plain = |status| IppRequestResponse::new_response(IppVersion::v1_1(), status, number).unwrap();
        let mut answer = plain(StatusCode::SuccessfulOk);
        match operation {
            Operation::GetPrinterAttributes => self.describe(&mut answer),
            Operation::ValidateJob => answer = plain(self.validate),
            Operation::PrintJob => match self.on_print {
                OnPrint::Refuse(status) => answer = plain(status),
                OnPrint::HttpStatus(status) => return Some(http(status, b"")),
                how => {
                    self.take(how, document);
                    match how {
                        OnPrint::TakeAndHangUp => return None,
                        OnPrint::TakeAndBabble => return Some(http(200, b"Hello, I am a printer.")),
                        _ => tell(&mut answer, self.jobs.last().unwrap()),
                    }
                }
            },
            Operation::GetJobAttributes | Operation::CancelJob => {
                let forgetful = self.forgetful;
                let cancel_to = self.cancel_to;
                let mut known = self.jobs.iter_mut().filter(|job| !forgetful || job.state < 7);
                match known.find(|known| Some(known.id) == job) {
                    None => answer = plain(StatusCode::ClientErrorNotFound),
                    Some(job) if operation == Operation::GetJobAttributes => tell(&mut answer, job),
                    Some(job) => {
                        job.cancels += 1;
                        if let Some(end) = cancel_to.filter(|_| job.state < 7) {
                            (job.state, job.impressions) = end;
                        }
                    }
                }
            }
            Operation::GetJobs => self.jobs.iter().filter(|job| job.state < 7).for_each(|job| tell(&mut answer, job)),
            other => panic!("{other:?}"),
        }
        Some(http(200, &answer.to_bytes()))
    }

    fn take(&mut self, how: OnPrint, document: Vec<u8>) {
        let id = i32::try_from(self.jobs.len()).unwrap() + 1;
        let (state, impressions) = if how == OnPrint::Print { (9, Some(1)) } else { (5, Some(0)) };
        self.jobs.push(PeerJob { id, state, impressions, document, cancels: 0 });
    }

    fn describe(&mut self, answer: &mut IppRequestResponse) {
        self.up_time += 1;
        let queued = i32::try_from(self.jobs.iter().filter(|job| job.state < 7).count()).unwrap() + self.foreign;
        let state = if self.state == 3 && queued > 0 { 4 } else { self.state };
        let dimension =
            |name: &str, high| (IppName::try_from(name).unwrap(), IppValue::new_range_of_integer(7_000, high));
        let sizes = BTreeMap::from([dimension("x-dimension", 22_000), dimension("y-dimension", 36_000)]);
        let reasons = self.reasons.iter().map(|reason| keyword(reason)).collect();
        let values = [
            ("printer-state", IppValue::Enum(state)),
            ("printer-state-reasons", IppValue::Array(reasons)),
            ("printer-is-accepting-jobs", IppValue::Boolean(true)),
            ("queued-job-count", IppValue::Integer(queued)),
            ("printer-up-time", IppValue::Integer(self.up_time)),
            ("document-format-supported", IppValue::Array(vec![keyword("image/urf"), keyword("application/pdf")])),
            ("print-scaling-supported", keyword("none")),
            ("sides-supported", keyword("one-sided")),
            ("media-col-supported", keyword("media-size")),
            ("media-size-supported", IppValue::Collection(sizes)),
        ];
        for (name, value) in values {
            answer.attributes_mut().add(DelimiterTag::PrinterAttributes, IppAttribute::with_name(name, value).unwrap());
        }
    }
}

/// Each job is a group of its own.
fn tell(answer: &mut IppRequestResponse, job: &PeerJob) {
    let mut group = ipp::attribute::IppAttributeGroup::new(DelimiterTag::JobAttributes);
    let mut values = vec![
        ("job-id", IppValue::Integer(job.id)),
        ("job-name", IppValue::new_name_without_language("sheet").unwrap()),
        ("job-state", IppValue::Enum(job.state)),
        ("job-state-reasons", keyword("none")),
    ];
    values.extend(job.impressions.map(|count| ("job-impressions-completed", IppValue::Integer(count))));
    for (name, value) in values {
        group.attributes_mut().push(IppAttribute::with_name(name, value).unwrap());
    }
    answer.attributes_mut().groups_mut().push(group);
}
