# The Debian package, as tools/package makes it: what is installed, with its pages and logs packed as Debian has them, the
# units of systemd, which stay disabled, and dependencies on what the binary is linked with.
option(NEXOR_PACKAGE "Install as a Debian package has it" OFF)
if(NOT NEXOR_PACKAGE)
  return()
endif()

find_program(gzip gzip REQUIRED)
set(packed_folder ${PROJECT_BINARY_DIR}/packed)
file(MAKE_DIRECTORY ${packed_folder})

# Packs a file, without its name and time so that the same file gives the same package, and installs it as NAME.gz.
function(nexor_install_packed file destination name)
  set(packed ${packed_folder}/${name}.gz)
  execute_process(COMMAND ${gzip} -9nc ${file} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
  install(FILES ${packed} DESTINATION ${destination})
endfunction()

foreach(page IN LISTS pages)
  get_filename_component(name ${page} NAME)
  string(REGEX REPLACE ".*\\." "" section ${name})
  nexor_install_packed(${page} ${CMAKE_INSTALL_MANDIR}/man${section} ${name})
endforeach()
nexor_install_packed(${PROJECT_SOURCE_DIR}/packaging/changelog ${CMAKE_INSTALL_DOCDIR} changelog.Debian)
nexor_install_packed(${PROJECT_SOURCE_DIR}/CHANGELOG.md ${CMAKE_INSTALL_DOCDIR} changelog)
install(FILES packaging/copyright README.md SECURITY.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES config/nexor.cron DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES config/nexor-process.service config/nexor-process.timer DESTINATION /lib/systemd/system)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME nexor)
set(CPACK_PACKAGE_VENDOR nexor)
set(CPACK_PACKAGE_CONTACT "nexor contributors <contributors@nexor.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "end subscriptions properly, from a terminal, a script or cron")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "nexor administers accounts and ends subscriptions: with a reason, a preview
before, a durable numbered receipt after, and an undo; one, several, or forty
thousand a night. What was done, by whom and why stays in an audit trail that
shows tampering.")
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/conffiles)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
include(CPack)
