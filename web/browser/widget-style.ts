/** One sheet for all widgets of a page. Its colours follow the `color-scheme` of the page around. */
export const sheet = new CSSStyleSheet();

sheet.replaceSync(`
:host { display: block; }
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; margin: 0; }
.lectern {
  --raw: var(--lectern-accent, var(--given, #0b5563));
  --paper: var(--lectern-background, var(--ground, Canvas));
  --text: var(--lectern-text, var(--strong, light-dark(#1b2226, #e4e9eb)));
  --quiet: var(--lectern-quiet, var(--strong, light-dark(#55626a, #a3b0b7)));
  --line: var(--lectern-line, light-dark(#d3dcdf, #344148));
  --field: light-dark(#74838b, #7c8b93);
  --alarm: var(--lectern-alarm, light-dark(#b01e1e, #ff9a92));
  --on-alarm: light-dark(#fff, #2b0503);
  --alarm-tint: light-dark(#fdeeed, #3a1b1a);
  --caution: light-dark(#7a4a00, #f2c078);
  --mark: light-dark(#fdeb9e, #5e4c00);
  --link: light-dark(oklch(from var(--raw) min(l, .48) c h), oklch(from var(--raw) max(l, .8) min(c, .12) h));
  --fill: light-dark(var(--raw), oklch(from var(--raw) max(l, .8) min(c, .12) h));
  --on-fill: oklch(from var(--fill) clamp(0, (.57 - l) * 999, 1) 0 0);
  --tint: color-mix(in oklab, var(--link) 9%, var(--paper));
  --radius: var(--lectern-radius, .375em);
  max-inline-size: var(--width, none);
  padding: var(--lectern-padding, var(--inset, 0));
  border-radius: var(--radius);
  background: var(--lectern-background, var(--ground, none));
  color: var(--text);
  font-family: var(--lectern-font, inherit);
  font-size: var(--lectern-size, inherit);
  line-height: 1.45;
  text-align: start;
  overflow-wrap: anywhere;
  position: relative;
}
label { display: block; font-weight: 600; font-size: .875em; margin-block-end: .3em; }
.box { display: flex; flex-wrap: wrap; gap: .5em; }
input, button { font: inherit; color: inherit; border-radius: var(--radius); padding: .5em .7em; min-block-size: 2.75em; }
/* A phone would zoom in on smaller letters. */
input { font-size: max(16px, 1em); flex: 1 1 9em; min-inline-size: 0; background: var(--paper); border: 1px solid var(--field); }
button { cursor: pointer; font-weight: 600; background: var(--fill); color: var(--on-fill); border: 1px solid var(--fill); padding-inline: 1em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.heading { font-size: 1em; font-weight: 600; margin-block: .9em .1em; }
.status { color: var(--quiet); font-size: .875em; margin-block-start: .9em; font-variant-numeric: tabular-nums; }
ul { list-style: none; padding: 0; }
.result { display: block; padding: .7em .5em; border-block-end: 1px solid var(--line); color: var(--text); text-decoration: none; }
.title { display: block; color: var(--link); font-weight: 600; line-height: 1.35; text-wrap: pretty; }
.result:hover .title, .all:hover { text-decoration: underline; }
.result[aria-selected=true] { background: var(--tint); outline: 2px solid var(--link); outline-offset: -2px; border-radius: var(--radius); }
.result.retracted { border-inline-start: .3em solid var(--alarm); padding-inline-start: .7em; background: var(--alarm-tint); }
.retracted .title { text-decoration: line-through 1px; }
mark { background: var(--mark); color: light-dark(#1b2226, #fff6d6); border-radius: 2px; }
.meta { display: block; color: var(--quiet); font-size: .875em; margin-block-start: .2em; }
.retracted .meta { color: var(--text); }
.badges { display: flex; flex-wrap: wrap; gap: .3em; margin-block-end: .25em; }
.badge { border: 1px solid var(--quiet); border-radius: 3px; color: var(--quiet); font-size: .8125em; padding-inline: .45em; }
.badge.retracted { background: var(--alarm); border-color: var(--alarm); color: var(--on-alarm); font-weight: 700; font-size: .9375em; }
.badge.concern, .badge.corrected { border-color: var(--caution); color: var(--caution); font-weight: 600; }
.badge.illustration { border-style: dashed; }
.message { margin-block-start: .9em; padding: .6em .8em; border-inline-start: .3em solid var(--caution); background: color-mix(in oklab, var(--caution) 9%, var(--paper)); }
.message button { margin-block-start: .5em; }
.all { display: inline-block; margin-block: .8em .2em; padding-block: .3em; color: var(--link); font-weight: 600; text-decoration: none; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`);
