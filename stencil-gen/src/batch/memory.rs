//! How the allocator gives back the memory that ballots leave behind.

/// Gives large pieces back to the system as soon as they are free. By itself glibc raises the size of what it gives back whenever a
/// larger piece is given back (mallopt(3), `M_MMAP_THRESHOLD`), and keeps more and more that nobody uses.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "the allocator's own setting, which no safe crate offers")]
pub(crate) fn give_back_at_once() {
    /// In bytes; half of what glibc begins with.
    const PIECE: libc::c_int = 64 * 1024;
    // SAFETY: two numbers and no pointer, and glibc locks its own state. Where it refuses, more memory is needed and nothing else.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, PIECE);
    }
}

/// Other allocators are left as they are.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) const fn give_back_at_once() {}
