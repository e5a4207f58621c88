# Sourced by what drives a demo: starts and stops it, and asks it things. Needs the working folder to be the repository's.

data=$(mktemp -d)/heddle
port=${HEDDLE_DEMO_PORT:-18480}
log=$(mktemp)
demo=
heddle() { ./heddle --server "http://127.0.0.1:$port" "$@"; }
say() { printf '\n== %s\n' "$*"; }
fail() { echo "FAILED: $*" >&2; tail -50 "$log" >&2; exit 1; }
stop() {
    [ -n "$demo" ] || return 0
    kill -TERM "$demo" 2>/dev/null || true
    wait "$demo" 2>/dev/null || true
    demo=
}
trap stop EXIT

start() {
    ./heddle demo --racks 3 --port "$port" --data "$data" "$@" >"$log" 2>&1 &
    demo=$!
    for _ in $(seq 1 300); do
        curl -fs "http://127.0.0.1:$port/actuator/health/readiness" >/dev/null 2>&1 \
            && [ "$(field fabric nodesConnected)" = 54 ] && return 0
        kill -0 "$demo" 2>/dev/null || fail "the demo ended while starting"
        sleep 1
    done
    fail "the demo did not become ready"
}

# field PATH NAME: a top-level number or string of a JSON answer.
field() {
    curl -fs "http://127.0.0.1:$port/api/v1/$1" | tr ',{' '\n\n' | sed -n "s/^\"$2\":\"\{0,1\}\([^\"}]*\).*/\1/p" | head -1
}

# until_is WANTED PATH NAME: waits until a field has a value.
until_is() {
    for _ in $(seq 1 60); do
        [ "$(field "$2" "$3" || true)" = "$1" ] && return 0
        sleep 1
    done
    fail "$2: $3 is '$(field "$2" "$3" || true)', not '$1'"
}


# pid_of NAME: process id of a part of the running demo.
pid_of() {
    tr -d ' \n' <"$data/demo.json" | grep -o "\"name\":\"$1\",\"pid\":[0-9]*" | grep -o '[0-9]*$'
}
