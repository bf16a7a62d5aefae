# cmake -D OUT=FILE -D BASH=FILE -D ZSH=FILE -D FISH=FILE -P embed_scripts.cmake: the scripts as C++ string literals.
file(READ ${BASH} bash)
file(READ ${ZSH} zsh)
file(READ ${FISH} fish)
file(WRITE ${OUT} "#include \"cli/complete/scripts.h\"

namespace nexor {

std::string_view completion_script(std::string_view shell) {
  if (shell == \"bash\") return R\"script(${bash})script\";
  if (shell == \"zsh\") return R\"script(${zsh})script\";
  return R\"script(${fish})script\";
}

}  // namespace nexor
")
