" Vim syntax file of Weir, written by `weir grammar --vim`.
" Save it as syntax/weir.vim, and set the filetype of *.weir to weir.

if exists("b:current_syntax")
  finish
endif

syntax case match
syntax iskeyword @,48-57,_,192-255
syntax sync fromstart

syntax keyword weirStatement assert break continue else for if return save to while with
syntax keyword weirDeclaration def param use
syntax keyword weirWordOperator and in not or
syntax keyword weirConstant false none true

syntax match weirBracket "\V\%((\|)\|[\|]\|{\|}\)"
syntax match weirMark "\V\%(,\|.\|:\|;\|?\)"
syntax region weirParentheses matchgroup=weirBracket start="(" end=")" transparent contains=TOP
syntax match weirNumber "\<\d[0-9_]*\%(\.\d[0-9_]*\)\=\%([eE][+-]\=\d[0-9_]*\)\="
syntax match weirComponent "\<L\%(\d\+\|\*\|\[\s*\d\+\s*\.\.[.<]\s*\d\+\s*\]\)\%([HNG]\%(\d\+\|\*\|\[\s*\d\+\s*\.\.[.<]\s*\d\+\s*\]\)\)\=\k\@!"
syntax match weirFunction "\%(\<def\s\+\)\@<=\k\+"
syntax match weirParameter "\%(\<param\s\+\)\@<=\k\+"
syntax match weirMember "\%(\<\%(enc\|dec\)\)\@<!\.\s*\k\+\|\.\s*L\@!\k\+"
syntax match weirOperator "\V\%(..<\|...\|->\||>\|//\|==\|!=\|<=\|>=\|..\|=\|+\|-\|*\|/\|%\|@\|^\|<\|>\)"

syntax match weirEscape +\\\%([nt"\\]\|u{\x\{1,6}}\)+ contained
syntax region weirInterpolation matchgroup=weirInterpolationMark start="\\(" end=")" contained contains=TOP
syntax region weirString start=+"+ end=+"\|$+ contains=weirEscape,weirInterpolation
syntax region weirString start=+"""+ end=+"""+ contains=weirEscape,weirInterpolation
syntax region weirString start=+\<r"+ end=+"\|$+
syntax region weirString start=+\<r"""+ end=+"""+

syntax match weirComment "#.*$"
syntax match weirDocumentation "##\%([^#].*\)\=$"

highlight default link weirStatement Statement
highlight default link weirDeclaration Keyword
highlight default link weirWordOperator Operator
highlight default link weirConstant Constant
highlight default link weirBracket Delimiter
highlight default link weirMark Delimiter
highlight default link weirNumber Number
highlight default link weirComponent Constant
highlight default link weirFunction Function
highlight default link weirParameter Identifier
highlight default link weirOperator Operator
highlight default link weirEscape SpecialChar
highlight default link weirInterpolationMark Special
highlight default link weirString String
highlight default link weirComment Comment
highlight default link weirDocumentation SpecialComment

let b:current_syntax = "weir"
