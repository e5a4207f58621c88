# A Docker engine for the tests that want one: one that runs already, or else one of their own, which ends with them.

docker_folder=
docker_pid=

begin_docker() {
    docker info >/dev/null 2>&1 && return 0
    docker_folder=$(mktemp -d)
    # Without filters of its own: those would look at every connection of every other test.
    dockerd --iptables=false --data-root "$docker_folder/data" --exec-root "$docker_folder/exec" --pidfile "$docker_folder/pid" \
        >"$docker_folder/log" 2>&1 &
    docker_pid=$!
    for _ in $(seq 1 300); do
        docker info >/dev/null 2>&1 && return 0
        kill -0 "$docker_pid" 2>/dev/null || break
        sleep 0.2
    done
    echo "The Docker engine does not start:" >&2
    tail -n 20 "$docker_folder/log" >&2
    return 1
}

end_docker() {
    [ -n "$docker_pid" ] || return 0
    kill "$docker_pid" 2>/dev/null || true
    wait "$docker_pid" 2>/dev/null || true
    rm -rf "$docker_folder"
}
