# fish completion for nexor: hands the words to `nexor __complete` and evaluates nothing of them.

function __nexor_complete
    set -l words (commandline -opc)[2..] (commandline -ct)
    for line in (command nexor __complete -- $words 2>/dev/null </dev/null)
        if test "$line" = ":files"
            __fish_complete_path (commandline -ct)
        else
            printf '%s\n' $line
        end
    end
end

complete -c nexor -f -a '(__nexor_complete)'
