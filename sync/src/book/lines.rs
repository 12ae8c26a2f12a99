//! Many short lines in one text, each reachable by its number.

/// Lines joined by line breaks.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    text: String,
    /// Where each line ends, its line break included.
    ends: Vec<u32>,
}

impl Lines {
    /// The whole text; each line ends with a line break.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn start(&self, line: usize) -> usize {
        if line == 0 { 0 } else { self.ends[line - 1] as usize }
    }

    /// Where the line after this one starts.
    pub(super) fn end(&self, line: usize) -> usize {
        self.ends[line] as usize
    }

    pub(super) fn get(&self, line: usize) -> &str {
        &self.text[self.start(line)..self.end(line) - 1]
    }

    /// Gives back memory that was taken in advance.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    pub(super) fn push(&mut self, line: &str) {
        self.push_written(|text| text.push_str(line));
    }

    /// Adds the line that `write` adds to the text.
    pub(super) fn push_written(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        self.text.push('\n');
        self.ends.push(length(self.text.len()));
    }

    pub(super) fn insert(&mut self, at: usize, line: &str) {
        let start = self.start(at);
        self.text.insert(start, '\n');
        self.text.insert_str(start, line);
        let added = length(line.len() + 1);
        self.ends.insert(at, length(start));
        self.ends[at..].iter_mut().for_each(|end| *end += added);
    }

    pub(super) fn remove(&mut self, at: usize) {
        let (start, end) = (self.start(at), self.end(at));
        self.text.drain(start..end);
        self.ends.remove(at);
        self.ends[at..].iter_mut().for_each(|other| *other -= length(end - start));
    }

    /// Takes the lines from `at` out.
    pub(super) fn split_off(&mut self, at: usize) -> Self {
        let start = self.start(at);
        let text = self.text.split_off(start);
        let mut ends = self.ends.split_off(at);
        for end in &mut ends {
            *end -= length(start);
        }
        Self { text, ends }
    }
}

/// OK because a page splits long before its text reaches 4 GiB.
fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
