//! Frames on their way from the workers to the encoders: bounded, in order.

use crate::plan::{Plan, Step};
use pavo_display_list::Digest;
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A frame in an encoder's form; frames that are the same share one.
pub(crate) type Planes = Arc<Vec<u8>>;

/// A moment in each of the forms that are wanted of it, by the number of the form.
pub(crate) type Forms = Vec<Option<Planes>>;

/// How long a wait lasts before the films' end is checked for again.
const PATIENCE: Duration = Duration::from_millis(50);

/// A bounded ring of moments. Workers take the next one and hand it in, in all the forms that are wanted; each film's
/// feeder takes its frames out in order. A worker that is too far ahead of the slowest film waits, so that memory
/// stays bounded.
pub(crate) struct Ring<'p> {
    plan: &'p Plan,
    slots: usize,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    next_to_draw: usize,
    films: Vec<Film>,
    /// Moments that were drawn last, by what they show: one that shows the same need not be drawn.
    recent: Vec<(Digest, Forms)>,
    /// Buffers that nobody uses any more, of each form.
    spare: Vec<Vec<Vec<u8>>>,
    is_over: bool,
}

/// What waits for a film's encoder.
struct Film {
    /// The form of its frames.
    form: usize,
    next_to_write: u32,
    ready: BTreeMap<u32, Planes>,
    /// Whether its frames are still wanted.
    is_live: bool,
}

impl<'p> Ring<'p> {
    /// A ring for the films of a plan, of which so many moments are kept at once.
    ///
    /// `film_forms`: the number of each film's form, below `forms`.
    pub(crate) fn new(plan: &'p Plan, film_forms: &[usize], forms: usize, slots: usize) -> Self {
        let film = |(index, form): (usize, &usize)| Film {
            form: *form,
            next_to_write: plan.frames_of(index).start,
            ready: BTreeMap::new(),
            is_live: true,
        };
        let state = State {
            next_to_draw: 0,
            films: film_forms.iter().enumerate().map(film).collect(),
            recent: Vec::new(),
            spare: vec![Vec::new(); forms],
            is_over: false,
        };
        Self { plan, slots: slots.max(1), state: Mutex::new(state), changed: Condvar::new() }
    }

    /// The next moment to draw; `None` when there is none, or the films are over.
    pub(crate) fn next_to_draw(&self) -> Option<&'p Step> {
        let mut state = self.lock();
        loop {
            if state.is_over {
                return None;
            }
            let step = self.plan.steps().get(state.next_to_draw)?;
            if !step.takers.iter().any(|(film, _)| state.films[*film].is_live) {
                state.next_to_draw += 1;
                continue;
            }
            let live = state.films.iter().enumerate().filter(|(_, film)| film.is_live);
            let slowest = live.map(|(index, film)| self.plan.step_of(index, film.next_to_write)).min().unwrap_or(0);
            if state.next_to_draw < slowest + self.slots {
                state.next_to_draw += 1;
                return Some(step);
            }
            state = self.wait(state);
        }
    }

    /// The forms that are wanted of a moment, by their numbers, each with the number of a frame that has it.
    pub(crate) fn wanted(&self, step: &Step) -> Vec<(usize, u32)> {
        let state = self.lock();
        let films = step.takers.iter().map(|(film, frame)| (&state.films[*film], *frame));
        let mut forms: Vec<(usize, u32)> =
            films.filter(|(film, _)| film.is_live).map(|(film, frame)| (film.form, frame)).collect();
        forms.sort_unstable();
        forms.dedup_by_key(|(form, _)| *form);
        forms
    }

    /// A moment that was drawn lately and shows the same, in the wanted forms.
    pub(crate) fn same_as(&self, digest: Digest, wanted: &[(usize, u32)]) -> Option<Forms> {
        let state = self.lock();
        let (_, forms) = state.recent.iter().find(|(known, _)| *known == digest)?;
        wanted.iter().all(|(form, _)| forms[*form].is_some()).then(|| forms.clone())
    }

    /// A buffer to convert a frame into, of `bytes` bytes.
    pub(crate) fn buffer(&self, form: usize, bytes: usize) -> Vec<u8> {
        let mut buffer = self.lock().spare[form].pop().unwrap_or_default();
        buffer.resize(bytes, 0);
        buffer
    }

    /// Gives back a frame that a worker kept for itself.
    pub(crate) fn give_back(&self, form: usize, planes: Planes) {
        self.lock().recycle(form, planes);
    }

    /// Hands a moment in.
    pub(crate) fn put(&self, step: &Step, digest: Digest, forms: Forms) {
        let mut state = self.lock();
        for (film, frame) in &step.takers {
            let form = state.films[*film].form;
            if state.films[*film].is_live
                && let Some(planes) = &forms[form]
            {
                state.films[*film].ready.insert(*frame, Arc::clone(planes));
            }
        }
        state.remember(digest, forms);
        drop(state);
        self.changed.notify_all();
    }

    /// The next frame of a film, if it comes within a short time.
    pub(crate) fn take_next(&self, film: usize) -> Option<Planes> {
        let mut state = self.lock();
        let index = state.films[film].next_to_write;
        if !state.films[film].ready.contains_key(&index) {
            state = self.wait(state);
        }
        state.films[film].ready.remove(&index)
    }

    /// Frees the place of the frame of a film that was taken last.
    pub(crate) fn written(&self, film: usize, planes: Planes) {
        let mut state = self.lock();
        state.films[film].next_to_write += 1;
        let form = state.films[film].form;
        state.recycle(form, planes);
        drop(state);
        self.changed.notify_all();
    }

    /// Nothing more is wanted for a film; the others go on.
    pub(crate) fn leave(&self, film: usize) {
        let mut state = self.lock();
        let left = &mut state.films[film];
        left.is_live = false;
        left.ready.clear();
        state.is_over |= state.films.iter().all(|film| !film.is_live);
        drop(state);
        self.changed.notify_all();
    }

    /// Ends all films: workers find no further moment.
    pub(crate) fn end(&self) {
        self.lock().is_over = true;
        self.changed.notify_all();
    }

    /// Whether the films were ended early.
    pub(crate) fn is_over(&self) -> bool {
        self.lock().is_over
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A worker that panicked while it held the lock left nothing half done: each change is one statement.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'g>(&self, state: MutexGuard<'g, State>) -> MutexGuard<'g, State> {
        self.changed.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Moments that are remembered for those that show the same.
const RECENT_MOMENTS: usize = 4;

impl State {
    fn remember(&mut self, digest: Digest, forms: Forms) {
        if let Some((_, known)) = self.recent.iter_mut().find(|(known, _)| *known == digest) {
            for (known, planes) in known.iter_mut().zip(forms) {
                *known = known.take().or(planes);
            }
            return;
        }
        if self.recent.len() >= RECENT_MOMENTS {
            let (_, oldest) = self.recent.remove(0);
            for (form, planes) in oldest.into_iter().enumerate() {
                planes.into_iter().for_each(|planes| self.recycle(form, planes));
            }
        }
        self.recent.push((digest, forms));
    }

    /// The buffer of a frame becomes a spare one when this was its last use.
    fn recycle(&mut self, form: usize, planes: Planes) {
        if let Ok(buffer) = Arc::try_unwrap(planes) {
            self.spare[form].push(buffer);
        }
    }
}
