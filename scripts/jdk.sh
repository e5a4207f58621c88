# Sourced by mvnw and heddle. heddle_jdk prints the home of a JDK of the needed release, or fails.

heddle_release=25
heddle_jdk_help="Heddle needs JDK $heddle_release, and none was found: install one (Debian: apt-get install openjdk-$heddle_release-jdk-headless; macOS: brew install openjdk@$heddle_release; elsewhere: sdk install java $heddle_release-tem) or point JAVA_HOME at it."

heddle_jdk() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk@$heddle_release \
        /usr/local/opt/openjdk@$heddle_release; do
        if [ -x "$home/bin/javac" ] && grep -q "^JAVA_VERSION=\"$heddle_release[.\"]" "$home/release" 2>/dev/null; then
            printf '%s\n' "$home"
            return 0
        fi
    done
    return 1
}
