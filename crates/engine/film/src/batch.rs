//! The frame loop: draws in parallel, encodes in order, for films of one size.

use crate::cadence::Cadence;
use crate::converter::Converter;
use crate::digests::Seen;
use crate::frame_maker::FrameMaker;
use crate::mix::{missing, mixed};
use crate::observer::{CancelToken, Observer};
use crate::output::OutputSpec;
use crate::plan::Plan;
use crate::render::{FilmError, FilmReport, RenderSettings, Target};
use crate::ring::{Forms, Ring};
use crate::sampled_colors;
use crate::warning::FilmWarning;
use pavo_encode::{FilmFile, FilmSpec, Format, FrameForm, FrameSpan, Palettes};
use pavo_media::Assets;
use pavo_scene::{Paint, PixelSize, Scene};
use pavo_timeline::Palette;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Moments that each worker may be ahead of the slowest encoder.
const SLOTS_PER_WORKER: usize = 6;

/// Most memory of frames that wait for encoders.
const MOST_SLOT_BYTES: usize = 96 * 1024 * 1024;

/// Films of one scene and size that are drawn together.
pub(crate) struct Batch<'b> {
    scene: &'b Scene,
    assets: &'b Assets,
    settings: &'b RenderSettings,
    observer: &'b dyn Observer,
    cancel: &'b CancelToken,
}

/// A film that is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Wanted<'w> {
    /// Its place in the list that the observer knows.
    pub(crate) number: usize,
    pub(crate) target: Target<'w>,
    /// Only these frames of it, in a file with a comment.
    pub(crate) part: Option<(Range<u32>, String)>,
}

/// One of the films.
struct Film {
    /// Its place in the list that the observer knows.
    number: usize,
    cadence: Cadence,
    /// The numbers of its frames.
    frames: Range<u32>,
    spec: FilmSpec,
    /// How long it is heard, in seconds; `None` where it has no sound.
    sounds_for: Option<f64>,
    /// The number of its form.
    form: usize,
    warnings: Vec<FilmWarning>,
}

/// A form in which frames are wanted.
struct Form {
    form: FrameForm,
    palettes: Palettes,
}

/// What all workers share.
struct Work<'w> {
    maker: &'w FrameMaker<'w>,
    size: PixelSize,
    forms: &'w [Form],
    ring: &'w Ring<'w>,
    drawn: AtomicU32,
    /// What frames show, where somebody wants to know.
    seen: Option<Seen>,
    /// The first frame that could not be drawn, and why.
    failure: Mutex<Option<(u32, String)>>,
}

impl<'b> Batch<'b> {
    pub(crate) fn new(
        scene: &'b Scene,
        assets: &'b Assets,
        settings: &'b RenderSettings,
        observer: &'b dyn Observer,
        cancel: &'b CancelToken,
    ) -> Self {
        Self { scene, assets, settings, observer, cancel }
    }

    /// Renders films of one ratio, size and, where things are blurred by their motion, one rate: with their numbers.
    pub(crate) fn render(&self, wanted: &[Wanted<'_>]) -> Vec<Result<FilmReport, FilmError>> {
        let mut outcomes: Vec<Option<Result<FilmReport, FilmError>>> = wanted.iter().map(|_| None).collect();
        let (mut films, mut files, mut forms) = (Vec::new(), Vec::new(), Vec::new());
        let mut places = Vec::new();
        for (place, one) in wanted.iter().enumerate() {
            match self.begin(one, &mut forms) {
                Ok((film, file)) => {
                    films.push(film);
                    files.push(file);
                    places.push(place);
                }
                Err(error) => {
                    let outcome = Err(error);
                    self.observer.film_ended(one.number, &outcome);
                    outcomes[place] = Some(outcome);
                }
            }
        }
        for (place, outcome) in places.into_iter().zip(self.draw_all(films, files, &forms, wanted)) {
            outcomes[place] = Some(outcome);
        }
        outcomes.into_iter().map(|outcome| outcome.unwrap_or(Err(FilmError::Cancelled))).collect()
    }

    /// Begins a film's file; its encoder starts up while the scene is set up.
    fn begin(&self, wanted: &Wanted<'_>, forms: &mut Vec<Form>) -> Result<(Film, FilmFile), FilmError> {
        if self.cancel.is_cancelled() {
            return Err(FilmError::Cancelled);
        }
        let Wanted { number, target, part } = wanted;
        let output = &target.output;
        let cadence = Cadence::of(output.format, output.frame_rate);
        let is_transparent = is_transparent(self.scene);
        let spec = film_spec(self.scene, output);
        let (frames, span) = match part {
            Some((frames, label)) => {
                let span = FrameSpan { frames: frames.clone(), label: Some(label.clone()), ..FrameSpan::default() };
                (frames.clone(), span)
            }
            None => {
                let frames_total = cadence.frames_in(self.scene.duration());
                let cuts = self.settings.segment_length.cuts(frames_total, cadence.fps());
                (0..frames_total, FrameSpan { frames: 0..frames_total, cuts, label: None })
            }
        };
        let palettes = match output.format {
            Format::Gif => sampled_colors::palettes(self.scene, self.assets, output.aspect, cadence)?,
            Format::Mp4 | Format::ProRes | Format::WebM => Palettes::default(),
        };
        let file = FilmFile::create(target.destination, &spec, &span, &palettes, &self.settings.ffmpeg)?;
        let mut warnings = Vec::new();
        if is_transparent && !spec.has_alpha {
            warnings.push(FilmWarning::OnBlack { format: output.format });
        }
        if spec.format == Format::Mp4 && self.settings.ffmpeg.is_none() {
            warnings.push(FilmWarning::BuiltinEncoder);
        }
        let can_sound = spec.can_sound(&self.settings.ffmpeg);
        // A part has no sound: that of the whole film is encoded in one go.
        if part.is_none() && can_sound {
            warnings.extend(missing(self.scene, self.assets));
        } else if part.is_none() && !self.scene.audio.is_empty() {
            warnings.push(FilmWarning::Silent { format: output.format });
        }
        if cadence.fps() != output.frame_rate.fps() {
            warnings.push(FilmWarning::GifRate { asked: output.frame_rate.fps(), given: cadence.fps() });
        }
        let form = spec.frame_form();
        // Where a frame of a GIF is in its palettes depends on its number.
        let known = forms.iter().position(|known: &Form| known.form == form && form != FrameForm::Indexed);
        let form = known.unwrap_or_else(|| {
            forms.push(Form { form, palettes });
            forms.len() - 1
        });
        let film_secs = f64::from(frames.end) / f64::from(cadence.fps());
        let sounds_for = (part.is_none() && can_sound).then_some(film_secs);
        Ok((Film { number: *number, cadence, frames, spec, sounds_for, form, warnings }, file))
    }

    /// Draws everything that some films show, and completes their files.
    fn draw_all(
        &self,
        films: Vec<Film>,
        files: Vec<FilmFile>,
        forms: &[Form],
        wanted: &[Wanted<'_>],
    ) -> Vec<Result<FilmReport, FilmError>> {
        let (Some(first), Some(Wanted { target, .. })) = (films.first(), wanted.first()) else { return Vec::new() };
        let (size, fps) = (first.spec.size, first.cadence.fps());
        let maker = FrameMaker::new(self.scene, target.output.aspect, size, self.assets).at_rate(fps);
        if let Err(error) = maker.painter() {
            return films.iter().map(|_| Err(error.into())).collect();
        }
        let frames: Vec<(Cadence, Range<u32>)> = films.iter().map(|film| (film.cadence, film.frames.clone())).collect();
        let plan = Plan::of(&frames);
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let workers = self.settings.threads.unwrap_or_else(cores).get();
        let moment_bytes: usize = forms.iter().map(|form| form.form.bytes(size)).sum();
        let slots = (workers * SLOTS_PER_WORKER).min(MOST_SLOT_BYTES / moment_bytes.max(1)).max(workers + 1);
        let film_forms: Vec<usize> = films.iter().map(|film| film.form).collect();
        let ring = Ring::new(&plan, &film_forms, forms.len(), slots);
        let seen = self.settings.digests.then(|| Seen::new(films.iter().map(|film| film.frames.clone())));
        let (drawn, failure) = (AtomicU32::new(0), Mutex::default());
        let work = Work { maker: &maker, size, forms, ring: &ring, drawn, seen, failure };

        thread::scope(|scope| {
            let workers: Vec<_> = (0..workers).map(|_| scope.spawn(|| work.draw())).collect();
            let feed = |(index, (film, file)): (usize, (Film, FilmFile))| {
                let work = &work;
                scope.spawn(move || {
                    let (number, frames_total) = (film.number, film.frames.len() as u32);
                    let fed = self.feed(file, &film, index, work.ring, frames_total);
                    // Whether it is complete or failed, nothing more is wanted for it.
                    work.ring.leave(index);
                    let outcome = fed.map_err(|error| self.reason(error, work)).map(|()| FilmReport {
                        frames_total,
                        frames_drawn: work.drawn.load(Ordering::Relaxed),
                        warnings: work.maker.warnings().into_iter().chain(film.warnings).collect(),
                        digests: work.seen.as_ref().map(|seen| seen.digests_of(index, film.cadence.fps())),
                    });
                    self.observer.film_ended(number, &outcome);
                    outcome
                })
            };
            let feeders: Vec<_> = films.into_iter().zip(files).enumerate().map(feed).collect();
            let outcomes = feeders.into_iter().map(|feeder| feeder.join().unwrap_or_else(|_| Err(ended()))).collect();
            ring.end();
            // A worker catches its own panics, and without films nobody misses what one that got away was drawing.
            workers.into_iter().for_each(|worker| drop(worker.join()));
            outcomes
        })
    }

    /// Why a film ended: a frame that could not be drawn ends all of them.
    fn reason(&self, error: FilmError, work: &Work<'_>) -> FilmError {
        let failure = work.failure.lock().unwrap_or_else(PoisonError::into_inner);
        match (&error, &*failure) {
            (FilmError::Cancelled, Some((frame_index, reason))) if !self.cancel.is_cancelled() => {
                FilmError::Frame { frame_index: *frame_index, reason: reason.clone() }
            }
            _ => error,
        }
    }

    /// Hands a film's frames to its encoder in order, and completes the file.
    fn feed(
        &self,
        mut file: FilmFile,
        film: &Film,
        index: usize,
        ring: &Ring<'_>,
        frames_total: u32,
    ) -> Result<(), FilmError> {
        let mut frames_done = 0;
        while frames_done < frames_total {
            if self.cancel.is_cancelled() || ring.is_over() {
                return Err(FilmError::Cancelled);
            }
            let Some(planes) = ring.take_next(index) else { continue };
            file.write(&planes)?;
            ring.written(index, planes);
            frames_done += 1;
            self.observer.frame_written(film.number, frames_done, frames_total);
        }
        let sound = film.sounds_for.and_then(|secs| mixed(self.scene, self.assets, secs));
        Ok(file.finish(sound.as_deref())?)
    }
}

fn ended() -> FilmError {
    FilmError::Frame { frame_index: 0, reason: "a feeder ended".to_owned() }
}

impl Work<'_> {
    /// Draws moments until there are none left.
    fn draw(&self) {
        if let Err((frame_index, reason)) = self.draw_steps() {
            self.fail(frame_index, reason);
        }
    }

    fn draw_steps(&self) -> Result<(), (u32, String)> {
        let mut painter = self.maker.painter().map_err(|error| (0, error.to_string()))?;
        let converter = |(number, form): (usize, &Form)| Converter::new(number, form.form, self.size, &form.palettes);
        let mut converters: Vec<Converter> = self.forms.iter().enumerate().map(converter).collect();
        while let Some(step) = self.ring.next_to_draw() {
            let frame_index = step.takers.first().map_or(0, |(_, frame)| *frame);
            let one_moment = AssertUnwindSafe(|| {
                let list = self.maker.display_list_at(step.time());
                let (digest, wanted) = (list.digest(), self.ring.wanted(step));
                let is_indexed = wanted.iter().any(|(form, _)| self.forms[*form].form == FrameForm::Indexed);
                let known = self.ring.same_as(digest, &wanted).filter(|_| !is_indexed);
                let forms = known.unwrap_or_else(|| {
                    let frame = self.maker.draw(&list, &mut painter);
                    self.drawn.fetch_add(1, Ordering::Relaxed);
                    if let Some(seen) = &self.seen {
                        seen.drawn(digest, frame.pixels);
                    }
                    let mut forms: Forms = vec![None; self.forms.len()];
                    for (number, converter) in converters.iter_mut().enumerate() {
                        converter.note(&frame.changed_rows);
                        if let Some((_, frame_index)) = wanted.iter().find(|(form, _)| *form == number) {
                            forms[number] = Some(converter.planes_of(*frame_index, &frame, self.ring));
                        }
                    }
                    forms
                });
                if let Some(seen) = &self.seen {
                    seen.shown(&step.takers, digest);
                }
                self.ring.put(step, digest, forms);
            });
            catch_unwind(one_moment).map_err(|panic| {
                let reason = panic
                    .downcast_ref::<String>()
                    .map(String::as_str)
                    .or_else(|| panic.downcast_ref::<&str>().copied())
                    .unwrap_or("unknown");
                (frame_index, reason.to_owned())
            })?;
        }
        Ok(())
    }

    fn fail(&self, frame_index: u32, reason: String) {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert((frame_index, reason));
        self.ring.end();
    }
}

/// What the file of an output of a scene is.
pub(crate) fn film_spec(scene: &Scene, output: &OutputSpec) -> FilmSpec {
    FilmSpec {
        format: output.format,
        size: output.pixel_size(),
        fps: Cadence::of(output.format, output.frame_rate).fps(),
        has_alpha: output.format.can_be_transparent() && is_transparent(scene),
    }
}

/// Whether something of what lies behind the film is seen through it.
fn is_transparent(scene: &Scene) -> bool {
    let palette = Palette::of(scene.theme.as_ref());
    let is_open = |paint: &Paint| match paint {
        Paint::Solid(color) => palette.resolve(*color).a < 255,
        Paint::Mesh(mesh) => mesh.colors.iter().flatten().any(|color| palette.resolve(*color).a < 255),
        Paint::Picture(_) => false,
        Paint::Gradient(gradient) => gradient.stops.iter().any(|stop| palette.resolve(stop.color).a < 255),
    };
    scene.shots.iter().filter_map(|shot| shot.background.as_ref()).any(is_open)
}
