/* style.c: the looks of a workbook: the furniture's own, and one format of libxlsxwriter for each look. */
#include "write/xlsx/xlsx.h"

const Look look_title = {.size = 15, .bold = 1, .color = RGB(NAVY)};
const Look look_subtitle = {.size = 11, .color = RGB(BLUE)};
const Look look_note = {.size = 9, .italic = 1, .color = RGB(GREY), .wrap = 1};
const Look look_heading = {.size = 11, .bold = 1, .color = RGB(NAVY)};
const Look look_link = {.size = 9, .link = 1, .color = RGB(0x0563c1), .right = 1};
const Look look_toc = {.link = 1, .color = RGB(0x0563c1)};
const Look look_header = {
    .bold = 1, .color = RGB(0xffffff), .fill = RGB(NAVY), .edge = RGB(LINE), .center = 1, .wrap = 1};
const Look look_number = {
    .size = 8, .italic = 1, .color = RGB(GREY), .fill = RGB(0xf2f2f2), .edge = RGB(LINE), .center = 1};
const Look look_group = {.bold = 1, .fill = RGB(SHADE), .edge = RGB(LINE), .indent = 1, .across = 1};
const Look look_total = {.bold = 1, .fill = RGB(SOFT), .edge = RGB(LINE), .top = 1};
const Look look_caption = {.size = 9, .color = RGB(GREY), .fill = RGB(CARD), .center = 1, .top = 1};
const Look look_value = {.size = 18, .bold = 1, .color = RGB(NAVY), .fill = RGB(CARD), .center = 1};
const Look look_under = {.size = 9, .color = RGB(GREY), .fill = RGB(CARD), .center = 1};

const char *icon_format(Pool *p, const Look *k) {
  const char *num = k->num ? k->num : "General";
  if (k->only) return pool_printf(p, "\"%s\";\"%s\";\"%s\"", k->icon, k->icon, k->icon);
  return pool_printf(p, "\"%s \"%s;\"%s \"-%s", k->icon, num, k->icon, num);
}

/* ---- formats of the workbook ---- */

static int same(const Look *a, const Look *b) {
  int num = a->num == b->num || (a->num && b->num && strcmp(a->num, b->num) == 0);
  return num && !(a->size < b->size) && !(a->size > b->size) && a->color == b->color && a->fill == b->fill &&
         a->edge == b->edge && a->bold == b->bold && a->italic == b->italic && a->link == b->link && a->top == b->top &&
         a->center == b->center && a->right == b->right && a->indent == b->indent && a->wrap == b->wrap &&
         a->across == b->across && a->open == b->open;
}

lxw_format *xlsx_style(Book *b, const Look *k) {
  for (int i = 0; i < b->nLook; i++)
    if (same(&b->look[i], k)) return b->format[i];
  lxw_format *f = workbook_add_format(b->wb);
  format_set_font_name(f, "Calibri");
  format_set_font_size(f, k->size > 0 ? k->size : 10);
  if (k->color) format_set_font_color(f, (lxw_color_t)(k->color - 1));
  if (k->fill) format_set_bg_color(f, (lxw_color_t)(k->fill - 1));
  if (k->num) format_set_num_format(f, k->num);
  if (k->bold) format_set_bold(f);
  if (k->italic) format_set_italic(f);
  if (k->link) format_set_underline(f, LXW_UNDERLINE_SINGLE);
  if (k->center) format_set_align(f, LXW_ALIGN_CENTER);
  else if (k->right) format_set_align(f, LXW_ALIGN_RIGHT);
  else if (k->indent) format_set_align(f, LXW_ALIGN_LEFT);
  format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
  if (k->indent) format_set_indent(f, (uint8_t)k->indent);
  if (k->wrap) format_set_text_wrap(f);
  if (k->open) format_set_unlocked(f);
  if (k->edge) format_set_border(f, LXW_BORDER_THIN), format_set_border_color(f, (lxw_color_t)(k->edge - 1));
  if (k->across) format_set_left(f, LXW_BORDER_NONE), format_set_right(f, LXW_BORDER_NONE);
  if (k->top) format_set_top(f, LXW_BORDER_MEDIUM), format_set_top_color(f, BLUE);
  *PUSH(&b->j->pool, b->look, b->nLook) = *k;
  *PUSH(&b->j->pool, b->format, b->nFormat) = f;
  return f;
}
