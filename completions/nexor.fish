# fish completion for nexor: hands the words to `nexor __complete` and evaluates nothing of them.

function __nexor_complete
    # The word that is typed may have a quote that is still open, or backslashes: it is taken as what it stands for.
    set -l typed (string replace -r '^["\']' '' -- (commandline -ct))
    set -l plain (string unescape -- $typed)
    or set plain $typed
    for line in (command nexor __complete -- (commandline -opc)[2..] "$plain" 2>/dev/null </dev/null)
        if test "$line" = ":files"
            __fish_complete_path (commandline -ct)
        else
            printf '%s\n' $line
        end
    end
end

complete -c nexor -f -a '(__nexor_complete)'
