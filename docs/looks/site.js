// What the theme leaves to others: wide tables can be scrolled by keyboard, and the tools of a block of code are
// told apart by its number.
document$.subscribe(() => {
  for (const table of document.querySelectorAll('.md-typeset__scrollwrap')) table.tabIndex = 0;
  document.querySelectorAll('.md-code__nav').forEach((nav, number) => nav.setAttribute('aria-label', `Code ${number + 1}`));
});
