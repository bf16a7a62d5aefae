# bash completion for nexor: hands the words to `nexor __complete` and evaluates nothing of them.

# What a word stands for, in `plain`, and which quote is open at its end, in `quote`: ' or " or, for none, -. Nothing in
# it is expanded.
_nexor_unquote() {
  local raw=$1 char i
  plain='' quote=-
  for ((i = 0; i < ${#raw}; i++)); do
    char=${raw:i:1}
    case $quote$char in
    -\\)
      ((++i))
      plain+=${raw:i:1}
      ;;
    -[\'\"]) quote=$char ;;
    \'\' | \"\") quote=- ;;
    \"\\)
      [[ ${raw:i + 1:1} == [\\\"\$\`] ]] && ((++i))
      plain+=${raw:i:1}
      ;;
    *) plain+=$char ;;
    esac
  done
}

# The same back, in `quoted`: as it stands behind a quote that is open, or with a backslash in front of what isn't plain.
_nexor_quote() {
  local text=$1 char i
  quoted=''
  for ((i = 0; i < ${#text}; i++)); do
    char=${text:i:1}
    case $quote$char in
    \'\') quoted+="'\\''" ;;
    \"[\\\"\$\`] | -[][\ \\\'\"\$\`\&\;\|\<\>\(\)\{\}\*\?\!\#\~^]) quoted+=\\$char ;;
    *) quoted+=$char ;;
    esac
  done
}

_nexor() {
  local current=${COMP_WORDS[COMP_CWORD]} word plain quote quoted i
  local -a raw=() words=()
  COMPREPLY=()
  # bash splits `--reason=x` and `a:b` at their signs; here they are one word again.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((i > 1)) && [[ $word == [=:]* || ${COMP_WORDS[i - 1]} == [=:] ]] && ((${#raw[@]} > 0)); then
      raw[-1]+=$word
    else
      raw+=("$word")
    fi
  done
  for word in "${raw[@]}"; do
    _nexor_unquote "$word"
    words+=("$plain")
  done
  local typed=${words[-1]}
  _nexor_unquote "$current"
  local cut=$((${#typed} - ${#plain}))
  [[ $current == [=:] ]] && cut=${#typed}
  while IFS=$'\t' read -r word _; do
    if [[ $word == :files ]]; then
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$plain")
      return
    fi
    [[ $word == "$typed"* ]] || continue
    _nexor_quote "${word:cut}"
    COMPREPLY+=("$quoted")
  done < <("${COMP_WORDS[0]}" __complete -- "${words[@]}" 2>/dev/null </dev/null)
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
}

complete -F _nexor nexor
