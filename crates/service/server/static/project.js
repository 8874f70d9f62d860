// Follows a project while it is made, and changes its page in place. What is read is only ever text here, never markup.

const main = document.querySelector("main");
const status = document.querySelector(".status");
const cards = [...document.querySelectorAll(".film")];

/** How long is waited before the page is asked for anew, where nothing can be followed: in milliseconds. */
const PATIENCE = { first: 2000, watching: 15000, most: 60000 };

/** How long a stream may be open without saying anything, and how often a page that nobody sees is looked after. */
const SILENCE = 10000;
const UNSEEN = 20000;

const say = (node, words) => {
  if (node.textContent !== words) node.textContent = words;
};

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
};

// ---- One film

const still = (film) =>
  element("img", { src: film.poster, width: film.width, height: film.height, alt: `A frame of the film at ${film.ratio}` });

/** What is seen of a film: it, or what stands for it. */
const shown = (film) => {
  const { width, height, poster, ratio } = film;
  if (film.file && film.shown_as === "video") {
    return element("video", {
      src: film.file.href, poster, width, height, "aria-label": `The film at ${ratio}`,
      controls: true, loop: true, playsinline: true, preload: "metadata",
    });
  }
  if (film.file && film.shown_as === "image") {
    const calm = poster ? [element("source", { media: "(prefers-reduced-motion: reduce)", srcset: poster })] : [];
    return element("picture", {}, ...calm, element("img", { src: film.file.href, width, height, alt: `The film at ${ratio}` }));
  }
  return poster && film.state !== "failed" ? still(film) : null;
};

const offer = (film) => [
  element("a", { class: "download", href: `${film.file.href}&download=1`, download: film.file.name },
    "Download", element("span", { class: "unseen" }, ` ${film.ratio} ${film.format}`), " ", element("small", {}, film.file.size)),
  element("p", { class: "name" }, film.file.name),
];

/** The browser's own controls lie on a film also where nobody plays it; until then there is one button. */
const curtain = (stage) => {
  const video = stage.querySelector("video");
  if (!video) return;
  video.controls = false;
  const button = element("button", { type: "button", class: "play", "aria-label": `Play: ${video.ariaLabel}` });
  button.addEventListener("click", () => {
    video.controls = true;
    video.focus();
    button.remove();
    // Where it cannot be played the player says so.
    video.play().catch(() => {});
  });
  stage.append(button);
};

const renew = (card, film) => {
  const stage = card.querySelector(".stage");
  const next = shown(film);
  const isOver = ["done", "failed"].includes(film.state);
  if (isOver || (next && !stage.firstElementChild)) stage.replaceChildren(...(next ? [next] : []));
  if (!isOver) return;
  curtain(stage);
  card.querySelector(".progress")?.remove();
  if (film.file) card.querySelector(".caption").append(...offer(film));
  say(document.querySelector(".news"), `${film.ratio} ${film.format}: ${film.words}`);
};

const change = (card, film) => {
  if (card.dataset.state === "done" || card.dataset.state === "failed") return;
  renew(card, film);
  const bar = card.querySelector(".progress");
  if (bar) {
    bar.setAttribute("aria-valuenow", film.percent);
    bar.firstElementChild.value = film.percent;
  }
  say(card.querySelector(".words"), film.words);
  card.dataset.state = film.state;
};

// ---- The whole page

const show = (project) => {
  document.title = project.window_title;
  say(status, project.label);
  status.dataset.status = project.status;
  say(document.querySelector("h1"), project.title);
  say(document.querySelector(".length"), project.length ?? "");
  const notes = document.querySelector(".notes");
  const list = notes.querySelector("ul");
  if (list.childElementCount !== project.warnings.length) {
    list.replaceChildren(...project.warnings.map((warning) => element("li", { dir: "auto" }, warning)));
    notes.hidden = project.warnings.length === 0;
  }
  if (project.design) {
    const design = document.querySelector(".design");
    design.querySelectorAll("rect").forEach((rect, index) => rect.setAttribute("fill", project.design.colors[index] ?? "none"));
    for (const part of ["style", "typefaces", "motion"]) say(design.querySelector(`.${part}`), project.design[part]);
    design.hidden = false;
  }
  for (const film of project.outputs) {
    const card = cards.find((known) => known.dataset.position === String(film.position));
    // More files were asked for meanwhile.
    if (card) change(card, film);
    else renewPage(PATIENCE.first);
  }
};

/** Whether somebody would be disturbed: a film plays, or something has the focus or is selected. */
const isWatched = () =>
  [...document.querySelectorAll("video")].some((video) => !video.paused) ||
  main.contains(document.activeElement) ||
  String(document.getSelection()) !== "";

let renewal;

/** Loads the page anew as soon as it can be had and disturbs nobody. */
const renewPage = (wait) => {
  clearTimeout(renewal);
  renewal = setTimeout(async () => {
    if (isWatched()) return renewPage(PATIENCE.first);
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.ok) return location.reload();
      if (answer.status === 404) return say(status, "No longer there");
    } catch {
      // The server is away; it may come back.
    }
    renewPage(Math.min(wait * 2, PATIENCE.most));
  }, wait);
};

let source;
let later;

const follow = () => {
  clearTimeout(later);
  source?.close();
  source = new EventSource(main.dataset.events);
  const stop = () => {
    clearTimeout(silence);
    source.close();
  };
  const giveUp = () => {
    stop();
    renewPage(document.querySelector("video") ? PATIENCE.watching : PATIENCE.first);
  };
  // Something between may hold everything back.
  const silence = setTimeout(giveUp, SILENCE);
  source.addEventListener("project", (event) => {
    clearTimeout(silence);
    const project = JSON.parse(event.data);
    show(project);
    if (project.status !== "in-progress") {
      delete main.dataset.events;
      stop();
    } else if (document.hidden) {
      // A browser opens few connections to one server, and other windows may need them.
      stop();
      later = setTimeout(follow, UNSEEN);
    }
  });
  source.addEventListener("error", () => {
    // Else it comes again by itself.
    if (source.readyState === EventSource.CLOSED) giveUp();
  });
};

if (main.dataset.events) {
  follow();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && main.dataset.events && source.readyState === EventSource.CLOSED) follow();
  });
}

document.querySelectorAll(".stage").forEach(curtain);

for (const time of document.querySelectorAll("time")) {
  say(time, new Date(time.dateTime).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" }));
}

// ---- Copying the prompt

const copy = document.querySelector(".copy");
const prompt = document.querySelector(".prompt .words");

copy.hidden = false;
copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(prompt.textContent);
    say(copy, "Copied");
  } catch {
    // Over plain HTTP there is no clipboard; what is selected is copied by a key.
    document.getSelection().selectAllChildren(prompt);
    say(copy, "Selected");
  }
  setTimeout(() => say(copy, "Copy"), 2000);
});
