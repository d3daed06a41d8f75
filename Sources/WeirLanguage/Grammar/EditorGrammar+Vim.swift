// A syntax file for Vim and Neovim. There a keyword wins over a match at the same place, what begins first wins over what
// begins later, and of two matches at one place the one that was defined last.

extension EditorGrammar {
  static var vim: String {
    #"""
    " Vim syntax file of Weir, written by `weir grammar --vim`.
    " Save it as syntax/weir.vim, and set the filetype of *.weir to weir.

    if exists("b:current_syntax")
      finish
    endif

    syntax case match
    syntax iskeyword @,48-57,_,192-255
    syntax sync fromstart

    syntax keyword weirStatement \#(words(.control))
    syntax keyword weirDeclaration \#(words(.declaration))
    syntax keyword weirWordOperator \#(words(.wordOperator))
    syntax keyword weirConstant \#(words(.constant))

    syntax match weirBracket "\#(signs(.bracket))"
    syntax match weirMark "\#(signs(.mark))"
    syntax region weirParentheses matchgroup=weirBracket start="(" end=")" transparent contains=TOP
    syntax match weirNumber "\<\d[0-9_]*\%(\.\d[0-9_]*\)\=\%([eE][+-]\=\d[0-9_]*\)\="
    syntax match weirComponent "\<L\#(selector)\%([HNG]\#(selector)\)\=\k\@!"
    syntax match weirFunction "\%(\<def\s\+\)\@<=\k\+"
    syntax match weirParameter "\%(\<param\s\+\)\@<=\k\+"
    syntax match weirMember "\%(\<\%(\#(stacks)\)\)\@<!\.\s*\k\+\|\.\s*L\@!\k\+"
    syntax match weirOperator "\#(signs(.sign))"

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

    """#
  }

  private static let selector = #"\%(\d\+\|\*\|\[\s*\d\+\s*\.\.[.<]\s*\d\+\s*\]\)"#

  private static let stacks = Lexer.stacks.joined(separator: #"\|"#)

  private static func words(_ role: Role) -> String { spellings(role).joined(separator: " ") }

  /// Alternatives in "very nomagic" notation, where only `\` is more than itself.
  private static func signs(_ role: Role) -> String {
    #"\V\%("# + alternatives(role).joined(separator: #"\|"#) + #"\)"#
  }
}
