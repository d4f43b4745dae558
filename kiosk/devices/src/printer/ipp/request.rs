//! Requests as bytes.

use super::{group, tag};

/// Every printer that can be bought answers this version.
const VERSION: [u8; 2] = [1, 1];
/// Who asks: the same for every voter.
const WHO: &str = "booth";
/// What every job is called.
pub(in crate::printer) const JOB_NAME: &str = "sheet";

/// A request under construction. It never holds what is printed.
pub(in crate::printer) struct Request(Vec<u8>);

impl Request {
    /// A request to the printer of that address.
    pub(in crate::printer) fn new(operation: u16, number: u32, printer: &str) -> Self {
        let mut bytes = VERSION.to_vec();
        bytes.extend(operation.to_be_bytes());
        bytes.extend(number.to_be_bytes());
        let mut request = Self(bytes);
        // These come first, in this order (RFC 8011, 4.1.4 and 4.1.5).
        request.group(group::OPERATION);
        request.value(tag::CHARSET, "attributes-charset", b"utf-8");
        request.value(tag::LANGUAGE, "attributes-natural-language", b"en");
        request.value(tag::URI, "printer-uri", printer.as_bytes());
        request
    }

    /// Says which job is meant.
    pub(in crate::printer) fn about_job(mut self, job: i32) -> Self {
        self.value(tag::INTEGER, "job-id", &job.to_be_bytes());
        self
    }

    /// Says who asks: after the target, before everything else.
    pub(in crate::printer) fn signed(mut self) -> Self {
        self.value(tag::NAME, "requesting-user-name", WHO.as_bytes());
        self
    }

    /// Says what the job is called and what the document is; a printer that cannot do all that is asked has to refuse.
    pub(in crate::printer) fn with_document(mut self) -> Self {
        self.value(tag::NAME, "job-name", JOB_NAME.as_bytes());
        self.value(tag::BOOLEAN, "ipp-attribute-fidelity", &[1]);
        self.value(tag::MIME, "document-format", b"application/pdf");
        self
    }

    /// Says which attributes are wanted.
    pub(in crate::printer) fn asking(mut self, names: &[&str]) -> Self {
        for (index, name) in names.iter().enumerate() {
            // A further value of the same attribute has no name.
            let attribute = if index == 0 { "requested-attributes" } else { "" };
            self.value(tag::KEYWORD, attribute, name.as_bytes());
        }
        self
    }

    /// Begins another group.
    pub(in crate::printer) fn group(&mut self, group: u8) {
        self.0.push(group);
    }

    pub(in crate::printer) fn keyword(&mut self, name: &str, keyword: &str) {
        self.value(tag::KEYWORD, name, keyword.as_bytes());
    }

    pub(in crate::printer) fn integer(&mut self, name: &str, value: i32) {
        self.value(tag::INTEGER, name, &value.to_be_bytes());
    }

    pub(in crate::printer) fn collection(&mut self, name: &str, members: impl FnOnce(&mut Members<'_>)) {
        self.value(tag::BEGIN_COLLECTION, name, &[]);
        members(&mut Members(self));
        self.value(tag::END_COLLECTION, "", &[]);
    }

    /// The bytes, to be followed by the document where there is one.
    pub(in crate::printer) fn finish(mut self) -> Vec<u8> {
        self.0.push(group::END);
        self.0
    }

    fn value(&mut self, tag: u8, name: &str, value: &[u8]) {
        self.0.push(tag);
        self.field(name.as_bytes());
        self.field(value);
    }

    fn field(&mut self, bytes: &[u8]) {
        // What the booth sends is its own words and an address: far below what the length can say. Settings are cut.
        let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
        self.0.extend(length.to_be_bytes());
        self.0.extend(bytes.iter().take(usize::from(length)));
    }
}

/// The members of a collection (RFC 8010, 3.1.6).
pub(in crate::printer) struct Members<'a>(&'a mut Request);

impl Members<'_> {
    pub(in crate::printer) fn integer(&mut self, name: &str, value: i32) {
        self.0.value(tag::MEMBER, "", name.as_bytes());
        self.0.integer("", value);
    }

    pub(in crate::printer) fn keyword(&mut self, name: &str, keyword: &str) {
        self.0.value(tag::MEMBER, "", name.as_bytes());
        self.0.keyword("", keyword);
    }

    pub(in crate::printer) fn collection(&mut self, name: &str, members: impl FnOnce(&mut Members<'_>)) {
        self.0.value(tag::MEMBER, "", name.as_bytes());
        self.0.collection("", members);
    }
}
