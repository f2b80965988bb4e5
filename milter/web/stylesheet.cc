// Colours keep 4.5:1 for text and 3:1 for edges (WCAG 2.2 1.4.3, 1.4.11); what can be pressed is at
// least 44 px high; letters of addresses stand in fonts that tell l, I, 1 and O, 0 apart. A gap is
// a space with an outline, so that the two addresses stay column under column.
#include "milter/web/stylesheet.h"

namespace milter {
namespace {

constexpr std::string_view kStylesheet = R"(
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#f2f4f3;color:#1b2430;font:16px/1.7 "BIZ UDPGothic","Hiragino Sans",
"Yu Gothic UI",Meiryo,"Noto Sans JP",IPAPGothic,system-ui,sans-serif;overflow-wrap:anywhere}
:lang(en){font-family:system-ui,"Segoe UI",Roboto,"DejaVu Sans","BIZ UDPGothic","Hiragino Sans",
"Noto Sans JP",IPAPGothic,sans-serif}
header{background:#1d3a4c;color:#fff}
header p,main,footer p{max-width:46rem;margin:0 auto;padding:.6rem 1rem}
header strong{font-size:1.25rem;letter-spacing:.15em;margin-right:.5rem}
main{padding-top:1.5rem;padding-bottom:1.5rem}
footer p{color:#4a5560;font-size:.875rem;padding-bottom:2rem}
h1{font-size:1.3rem;line-height:1.4;margin:0 0 .5rem}
h2{font-size:1.0625rem;line-height:1.5;margin:1.5rem 0 .5rem}
p{margin:0 0 .75rem}
.lead{margin-bottom:.25rem}
.due{margin-bottom:1.25rem}
.due strong{white-space:nowrap}
.hint{color:#4a5560;font-size:.875rem;margin:.25rem 0 .5rem}
.note{background:#eef3f7;border-left:4px solid #1d3a4c;padding:.5rem .75rem}
.alert{background:#fff;border:3px solid #a8071a;border-radius:8px;padding:.75rem 1rem;
margin-bottom:1.5rem}
.alert p:first-child{font-weight:700}
.alert p:last-child{margin:0}
.alert a{display:inline-block;padding:.6rem 0}
a{color:#0b4f8a}
dl{margin:0}
dd{margin:0}
.summary{background:#fff;border:1px solid #c9d1d6;border-radius:8px;padding:.25rem 1rem;
margin-bottom:1.5rem}
.summary div{display:flex;flex-wrap:wrap;padding:.45rem 0}
.summary div+div{border-top:1px solid #e3e7ea}
.summary dt{flex:0 0 9.5rem;color:#4a5560;font-size:.9375rem}
.summary dd{flex:1 1 14rem}
fieldset{min-width:0;background:#fff;border:1px solid #c9d1d6;border-top:6px solid #b45309;
border-radius:8px;margin:0 0 1.5rem;padding:.25rem 1rem 1rem}
fieldset.first_time,fieldset.policy,fieldset.review{border-top-color:#2b6a8f}
legend{float:left;width:100%;padding:0}
legend+*{clear:both}
fieldset h2{margin:.5rem 0 .25rem;font-size:1.125rem}
.which{display:block;color:#8a3f04;font-size:.875rem;font-weight:400}
.first_time .which,.policy .which,.review .which{color:#1f5574}
.address,.letters,.file{font-family:"Cascadia Mono","Cascadia Code",Consolas,Menlo,"Roboto Mono",
"DejaVu Sans Mono","Noto Sans Mono",ui-monospace,monospace}
.address{font-size:.9375em}
.address span{display:inline-block}
.pair{border:1px solid #c9d1d6;border-radius:6px;margin:.75rem 0 .25rem;overflow:hidden}
.pair div{padding:.4rem .75rem .5rem}
.pair .written{background:#fff8ec}
.pair .meant{background:#f0f8f2;border-top:1px solid #c9d1d6}
.pair dt{color:#4a5560;font-size:.875rem}
.letters{display:block;font-size:1.0625rem;line-height:1.6;letter-spacing:.06em}
.letters span{word-break:break-all}
.letters>span{display:inline-block}
mark{background:#ffd84d;color:#1b2430;font-weight:700;
text-decoration:underline 3px #a8071a;text-underline-offset:3px}
.gap{outline:2px dashed #a8071a;outline-offset:-2px;background:#fff}
.hint .gap{display:inline-block;width:.7em}
.cp{border:1px solid #a8071a;border-radius:3px;color:#a8071a;background:#fff;font-size:.75em;
padding:0 .2em;white-space:nowrap}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
white-space:nowrap}
.question{font-weight:700;margin:1rem 0 .5rem}
.option{display:flex;align-items:center;gap:.75rem;min-height:48px;padding:.5rem .75rem;
border:2px solid #7a868f;border-radius:8px;background:#fff;cursor:pointer}
.option+.option{margin-top:.5rem}
.option:hover{border-color:#0b4f8a}
.option:has(:checked){border-color:#0b4f8a;background:#e8f2fb}
.option:focus-within{outline:3px solid #0b4f8a;outline-offset:2px}
.option input{flex:none;width:1.375rem;height:1.375rem;margin:0;accent-color:#0b4f8a}
.option input:focus{outline:none}
.option .address{font-weight:700}
.mail{background:#fff;border:1px solid #c9d1d6;border-radius:8px;padding:.25rem 1rem 1rem;
margin-bottom:1.5rem}
.lead+.summary,.note+.summary{margin-top:1rem}
.mail h2:first-child{margin-top:.75rem}
summary{min-height:44px;padding:.6rem 0;cursor:pointer}
.list{margin:0;padding-left:1.25rem}
.list li{padding:.15rem 0}
.size{color:#4a5560;font-size:.875rem;white-space:nowrap}
.remark{border:1px solid #8a3f04;border-radius:4px;color:#8a3f04;font-size:.8125rem;
padding:.05rem .4rem;white-space:nowrap}
.state{display:inline-block;border-radius:4px;background:#eef3f7;font-size:.875rem;padding:0 .5rem}
.delivered{background:#e0f2e4;color:#14532d}
.refused.state{background:#fde8e8;color:#8f0617}
.excerpt{background:#f7f8f8;border:1px solid #e3e7ea;border-radius:6px;padding:.5rem .75rem;
white-space:pre-wrap;max-height:22rem;overflow-y:auto}
.buttons{display:flex;flex-wrap:wrap;gap:1rem;margin-bottom:1.5rem}
.cancelling{padding:1rem 1rem .5rem}
.cancelling .buttons{margin-bottom:.5rem}
.cancelling .option{flex:1 1 13rem}
button{flex:1 1 13rem;min-height:52px;padding:.5rem 1rem;font:inherit;font-weight:700;
border-radius:8px;border:2px solid #0b4f8a;background:#0b4f8a;color:#fff;cursor:pointer}
button[value=cancel]{background:#fff;color:#1b2430;border-color:#7a868f}
button:hover{border-color:#06294a}
:focus-visible{outline:3px solid #0b4f8a;outline-offset:2px}
@media(min-width:40rem){h1{font-size:1.75rem}.letters{font-size:1.375rem}}
)";

}  // namespace

std::string_view stylesheet() { return kStylesheet; }

}  // namespace milter
