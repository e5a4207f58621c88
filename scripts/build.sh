# Sourced by heddle, after jdk.sh, with $root set. Builds programs, and says how it goes in a line a step.

heddle_log="$root/target/heddle-build.log"

# heddle_jar MODULE: the module's jar, or nothing.
heddle_jar() {
    for jar in "$root/$1/target/$1"-*.jar; do
        case $jar in
            *-boot.jar | *-tests.jar | *-sources.jar | *'*'*) ;;
            *) printf '%s\n' "$jar"; return 0 ;;
        esac
    done
    return 1
}

# heddle_sources MODULE: what a module's program is made from.
heddle_sources() {
    case $1 in
        cli) set -- cli ;;
        coordinator) set -- fabric-contract coordinator ;;
        nvlink-sim) set -- fabric-contract coordinator node-agent nvlink-sim ;;
    esac
    for module; do
        printf '%s\n%s\n' "$module/pom.xml" "$module/src/main"
    done
    echo pom.xml
}

# heddle_fresh MODULE: is there a jar, and was it, or its last build, made after its sources?
heddle_fresh() {
    made=$(heddle_jar "$1") || return 1
    stamp="$root/$1/target/heddle-built"
    [ -d "$root/$1/target/lib" ] || [ "$1" = coordinator ] || return 1
    if [ -f "$stamp" ] && [ "$stamp" -nt "$made" ]; then
        made=$stamp
    fi
    [ -z "$(cd "$root" && heddle_sources "$1" | while read -r source; do
        [ -e "$source" ] && find "$source" -newer "$made" -print
    done | head -n 1)" ]
}

# heddle_progress: turns Maven's log into a line a step.
heddle_progress() {
    awk '
        /Building Heddle: / {
            name = $0; sub(/.*Building Heddle: /, "", name); sub(/ [0-9][^ ]*( .*)?$/, "", name)
            step = $0; if (match(step, /\[[0-9]+\/[0-9]+\]/)) { step = " " substr(step, RSTART, RLENGTH) } else { step = "" }
            print "  building the " name step; fflush()
        }
        /Downloaded from / { files++; if (files % 100 == 0) { print "  downloaded " files " files"; fflush() } }
    ' >&2
}

# heddle_maven MODULES: builds these and what they need.
heddle_maven() {
    mkdir -p "$root/target" || return 1
    status="$root/target/heddle-build.status"
    echo "Building Heddle (log: $heddle_log)" >&2
    { "$root/mvnw" -B -f "$root/pom.xml" -Dheddle.build=programs -Dheddle.lint=off -pl "$1" -am package 2>&1
      echo $? >"$status"; } | tee "$heddle_log" | heddle_progress
    [ "$(cat "$status")" = 0 ] && return 0
    echo "The build failed:" >&2
    grep -E '^\[ERROR\]|^Heddle needs' "$heddle_log" | head -n 5 >&2
    echo "The whole log is in $heddle_log." >&2
    return 1
}

# heddle_alone: waits until no other build of this repository runs, then holds the lock.
heddle_alone() {
    lock="$root/target/heddle-build.lock"
    mkdir -p "$root/target" || return 1
    told=
    until mkdir "$lock" 2>/dev/null; do
        owner=$(cat "$lock/pid" 2>/dev/null)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$lock"
            continue
        fi
        [ -n "$told" ] || echo "Waiting for another build of this folder (process ${owner:-unknown}); if there is none, remove $lock." >&2
        told=yes
        sleep 1
    done
    echo $$ >"$lock/pid"
    trap 'rm -rf "$lock"' EXIT
    trap 'rm -rf "$lock"; exit 130' INT TERM HUP
}

# heddle_build MODULE...: builds those of them that are missing or old, and what makes them start fast.
heddle_build() {
    old=
    for module; do
        heddle_fresh "$module" || old="$old,$module"
    done
    if [ -z "$old" ] && heddle_prepared "$@"; then
        return 0
    fi
    heddle_alone || return 1
    begun="$root/target/heddle-begun"
    : >"$begun"
    if [ -n "$old" ]; then
        heddle_maven "${old#,}" || return 1
    fi
    for module; do
        case ",$old," in *",$module,"*) touch -r "$begun" "$root/$module/target/heddle-built" ;; esac
        heddle_prepare "$module" || return 1
    done
    rm -rf "$lock"
    trap - EXIT INT TERM HUP
}

# heddle_prepared MODULE...: is everything there that heddle_prepare makes?
heddle_prepared() {
    for module; do
        program=$(heddle_program "$module") || return 1
        [ -f "$program" ] && [ ! "$(heddle_jar "$module")" -nt "$program" ] || return 1
        [ -f "$root/$module/target/$module.aot" ] && [ ! "$program" -nt "$root/$module/target/$module.aot" ] || return 1
    done
}

# heddle_program MODULE: the jar that is run. The coordinator is unpacked: from a jar of jars it would start slowly.
heddle_program() {
    case $1 in
        coordinator)
            for jar in "$root/coordinator/target/app"/coordinator-*.jar; do
                [ -f "$jar" ] && printf '%s\n' "$jar" && return 0
            done
            return 1 ;;
        *) heddle_jar "$1" ;;
    esac
}

# heddle_prepare MODULE: unpacks it where needed and trains its start-up cache. Without a cache it only starts slower.
heddle_prepare() {
    heddle_prepared "$1" && return 0
    if [ "$1" = coordinator ]; then
        heddle_unpack || return 1
    fi
    program=$(heddle_program "$1")
    cache="$root/$1/target/$1.aot"
    rm -f "$cache"
    echo "  training the start-up cache of the $1" >&2
    heddle_train "$1" >"$root/$1/target/training.log" 2>&1
    # An empty cache is passed over by everyone, and says that training was tried.
    [ -s "$cache" ] || { echo "  (not trained: see $1/target/training.log; it starts slower)" >&2; : >"$cache"; }
    return 0
}

heddle_unpack() {
    for boot in "$root/coordinator/target"/coordinator-*-boot.jar; do
        rm -rf "$root/coordinator/target/app"
        "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$boot" extract --destination "$root/coordinator/target/app" \
            >"$root/target/heddle-unpack.log" 2>&1 && touch "$root/coordinator/target/app"/coordinator-*.jar && return 0
    done
    echo "The coordinator's jar cannot be unpacked: see $root/target/heddle-unpack.log, or remove coordinator/target and try again." >&2
    return 1
}

# heddle_train MODULE: runs $program the way it will be used, and has the JVM remember the start in $cache.
heddle_train() {
    trial=$(mktemp -d "${TMPDIR:-/tmp}/heddle-train.XXXXXX") || return 1
    set -- "$1" --enable-native-access=ALL-UNNAMED "-XX:AOTCacheOutput=$cache"
    case $1 in
        cli)
            shift
            "$JAVA_HOME/bin/java" "$@" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Dheddle.root=$root" -jar "$program" training ;;
        coordinator)
            shift
            "$JAVA_HOME/bin/java" "$@" -jar "$program" --heddle.training=true --server.port=0 \
                --spring.grpc.server.port=0 "--heddle.ledger.data=$trial/ledger" ;;
        nvlink-sim)
            shift
            "$JAVA_HOME/bin/java" "$@" -XX:+UseSerialGC -jar "$program" --racks 1 --seed 1 --data "$trial/sim" \
                --coordinators 127.0.0.1:1 --control-port 0 --train ;;
    esac
    trained=$?
    rm -rf "$trial"
    return $trained
}
