//! An X server without a monitor, and what is on its screen.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// The server; it ends when this is dropped.
pub(crate) struct Display {
    server: Child,
    pub(crate) name: String,
}

/// A picture: width, height, and red, green, blue of each pixel.
#[derive(PartialEq, Eq)]
pub(crate) struct Screen {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) rgb: Vec<u8>,
}

impl Display {
    pub(crate) fn start(width: u32, height: u32) -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", &format!("{width}x{height}x24")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed by scripts/setup.sh test");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { server, name: format!(":{}", number.trim()) }
    }

    /// Sends keys or clicks as a keyboard and a hand do.
    pub(crate) fn xdotool(&self, arguments: &[&str]) -> String {
        let ran = Command::new("xdotool").args(arguments).env("DISPLAY", &self.name).output().unwrap();
        String::from_utf8(ran.stdout).unwrap()
    }

    /// The whole screen as it is now, from `xwd`: 25 numbers of 32 bits, colors, then four bytes a pixel.
    pub(crate) fn screen(&self) -> Screen {
        let ran = Command::new("xwd").args(["-root", "-silent"]).env("DISPLAY", &self.name).output().unwrap();
        let bytes = ran.stdout;
        let number = |index: usize| {
            bytes.chunks_exact(4).nth(index).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes).unwrap()
        };
        let (width, height, line, colors) = (number(4), number(5), number(12), number(19));
        let start = usize::try_from(number(0) + colors * 12).unwrap();
        let (line, width_px) = (usize::try_from(line).unwrap(), usize::try_from(width).unwrap());
        let lines = bytes.get(start..).unwrap().chunks_exact(line);
        let pixels = lines.flat_map(|line| line.chunks_exact(4).take(width_px));
        let rgb = pixels.flat_map(|pixel| pixel.iter().take(3).rev().copied().collect::<Vec<_>>()).collect();
        Screen { width, height, rgb }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Screen {
    /// Whether all of it has one color.
    pub(crate) fn is_blank(&self) -> bool {
        let mut pixels = self.rgb.chunks(3);
        let first = pixels.next();
        pixels.all(|pixel| Some(pixel) == first)
    }

    /// A picture of `kiosk replay`.
    pub(crate) fn of_png(path: &std::path::Path) -> Self {
        let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).unwrap()));
        let mut reader = decoder.read_info().unwrap();
        let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut rgb).unwrap();
        assert_eq!(info.color_type, png::ColorType::Rgb);
        Self { width: info.width, height: info.height, rgb }
    }

    /// How many pixels differ.
    pub(crate) fn differs(&self, other: &Self) -> usize {
        assert_eq!((self.width, self.height), (other.width, other.height));
        self.rgb.chunks_exact(3).zip(other.rgb.chunks_exact(3)).filter(|(one, other)| one != other).count()
    }
}
