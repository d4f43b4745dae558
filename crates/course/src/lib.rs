//! The poll worker's course: lessons, questions and drills as data, and the machine that takes a trainee through them.
//!
//! Pure, but for the reading of a trainer's folder: keys, touches, the state of the booth that is practiced on, and the
//! time go in; what is to be said, shown and done comes out. `kiosk --training` gives it a screen, a voice, a keypad and a
//! booth. Files: `docs/formats/README.md`.
#![forbid(unsafe_code)]

mod condition;
mod course;
mod drill;
mod folder;
mod grade;
mod lesson;
mod library;
mod problem;
mod progress;
mod said;
mod watch;
mod words;

pub use condition::{AtDesk, Condition, Facts};
pub use course::{Act, Course, Effect, Look, Start, View};
pub use drill::{Action, Drill, Goal, Hands, Later};
pub use folder::drills_in;
pub use grade::{Grade, PASS_PERCENT};
pub use lesson::{Answer, Does, Lesson, Step};
pub use library::{At, CodeWords, Library, RoomWords};
pub use problem::CourseProblem;
pub use progress::{Progress, Record};
pub use said::Said;
pub use watch::{Told, Watch};
pub use words::Words;
