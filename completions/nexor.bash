# bash completion for nexor: hands the words to `nexor __complete` and evaluates nothing of them.

_nexor() {
  local current=${COMP_WORDS[COMP_CWORD]} word says i
  local -a words=()
  COMPREPLY=()
  # bash splits `--reason=x` and `a:b` at their signs; here they are one word again.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((i > 1)) && [[ $word == [=:]* || ${COMP_WORDS[i - 1]} == [=:] ]] && ((${#words[@]} > 0)); then
      words[-1]+=$word
    else
      words+=("$word")
    fi
  done
  local typed=${words[-1]}
  local cut=$((${#typed} - ${#current}))
  [[ $current == [=:] ]] && cut=${#typed}
  while IFS=$'\t' read -r word says; do
    if [[ $word == :files ]]; then
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
    fi
    [[ $word == "$typed"* ]] && COMPREPLY+=("$(printf '%q' "${word:cut}")")
  done < <("${COMP_WORDS[0]}" __complete -- "${words[@]}" 2>/dev/null </dev/null)
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
}

complete -F _nexor nexor
