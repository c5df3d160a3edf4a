package org.hactl.module.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.ProcessRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With the real apt-get and dpkg, on an overlay of this machine's root in namespaces that end with
 * their process: nothing is installed on the machine. The packages are made by the test.
 */
@Tag("lab")
class DpkgLabTest {
  @TempDir Path folder;

  @BeforeEach
  void host() throws Exception {
    Files.writeString(
        folder.resolve("host.sh"),
        """
        set -e
        cd FOLDER
        mkdir root layers
        mount -t tmpfs tmpfs layers
        mkdir layers/upper layers/work
        mount -t overlay overlay -o lowerdir=/,upperdir=layers/upper,workdir=layers/work root
        mount -t proc proc root/proc
        mount -t tmpfs tmpfs root/run
        mount --rbind /dev root/dev
        mount -t tmpfs tmpfs root/tmp
        mkdir -p root/FOLDER root/repo
        mount --bind . root/FOLDER
        CLASSES
        rm -rf root/etc/apt/sources.list.d root/etc/apt/preferences.d root/var/lib/apt/lists/*
        echo 'deb [trusted=yes] file:/repo ./' > root/etc/apt/sources.list
        exec chroot root /bin/bash FOLDER/test.sh
        """
            .replace("CLASSES", bindClasses())
            .replace("FOLDER", folder.toString()));
  }

  /**
   * Commands that make the class path visible in the new root, which has a {@code /tmp} of its own.
   */
  private static String bindClasses() {
    StringBuilder binds = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      if (entry.startsWith("/tmp/")) {
        String make = Files.isDirectory(Path.of(entry)) ? "mkdir -p" : "install -D /dev/null";
        binds.append("%s root%s && mount --bind %s root%s\n".formatted(make, entry, entry, entry));
      }
    }
    return binds.toString();
  }

  @Test
  void installsAndRemovesAndKeepsConfiguration() throws Exception {
    CommandResult result =
        run(
            """
            deb tool '' 'true'
            publish
            probe want hactl-tool
            probe want hactl-tool
            echo changed > /etc/hactl-tool.conf
            probe release hactl-tool
            cat /etc/hactl-tool.conf
            probe release hactl-tool
            """);

    assertThat(result.out())
        .containsExactly(
            "CREATE package[hactl-tool] from null: ok",
            "nothing to do",
            "DELETE package[hactl-tool] from 1.0: ok",
            "changed",
            "nothing to do");
  }

  @Test
  void aKilledInstallationIsCompletedByTheNextPass() throws Exception {
    CommandResult result =
        run(
            """
            deb tool '' 'test -e /ready || { touch /begun; sleep 300; }'
            publish
            (probe want hactl-tool) &
            until test -e /begun; do read -t 0.2 < <(:) || true; done
            kill -9 -1
            wait
            touch /ready
            dpkg-query -W -f '${db:Status-Status}\\n' hactl-tool
            probe want hactl-tool
            dpkg-query -W -f '${db:Status-Status}\\n' hactl-tool
            dpkg --audit
            """);

    assertThat(result.out())
        .containsExactly(
            "half-configured", "UPDATE package[hactl-tool] from half-configured: ok", "installed");
  }

  @Test
  void aPackageThatOthersNeedIsNotRemoved() throws Exception {
    CommandResult result =
        run(
            """
            deb tool '' true
            deb user 'Depends: hactl-tool' true
            publish
            probe want hactl-user
            probe release hactl-tool
            probe want hactl-tool hactl-nosuch
            """);

    assertThat(result.out())
        .containsExactly(
            "CREATE package[hactl-user] from null: ok",
            "DELETE package[hactl-tool] from 1.0: cannot remove hactl-tool: that would also remove"
                + " hactl-user, which hactl did not install; add what should stay to the site, or"
                + " remove those by hand",
            "CREATE package[hactl-nosuch] from null: cannot install hactl-nosuch: apt-get says: E:"
                + " Unable to locate package hactl-nosuch; check the name, and the package sources"
                + " of the host (apt-cache policy NAME)");
  }

  /** A shared dependency stays until the last package that hactl installed has gone. */
  @Test
  void whatCameWithAPackageGoesWithTheLastOneThatNeedsIt() throws Exception {
    CommandResult result =
        run(
            """
            deb lib '' true
            deb part 'Depends: hactl-lib' true
            deb one 'Depends: hactl-part' true
            deb two 'Depends: hactl-lib' true
            publish
            dpkg-query -W -f '${binary:Package} ${db:Status-Status}\\n' | grep ' installed' > /before
            probe want hactl-one
            probe want hactl-two
            probe release hactl-one
            probe release hactl-two
            dpkg-query -W -f '${binary:Package} ${db:Status-Status}\\n' | grep ' installed' | diff /before -
            cat /etc/hactl-lib.conf
            probe release hactl-two
            """);

    assertThat(result.out())
        .containsExactly(
            "CREATE package[hactl-one] from null: ok",
            "CREATE package[hactl-two] from null: ok",
            "DELETE package[hactl-one] with hactl-part from 1.0: ok",
            "DELETE package[hactl-two] with hactl-lib from 1.0: ok",
            "original",
            "nothing to do");
  }

  @Test
  void onlyWhatCameAndNobodyElseWantsGoes() throws Exception {
    CommandResult result =
        run(
            """
            deb old '' true
            deb stale '' true
            deb mine '' true
            deb used '' true
            deb wished '' true
            deb free '' true
            deb site '' true
            deb tool 'Depends: hactl-old, hactl-mine, hactl-used, hactl-wished, hactl-free, hactl-site' true
            deb theirs 'Depends: hactl-used' true
            deb fan 'Recommends: hactl-wished' true
            publish
            apt-get -qq update
            apt-get -qqy install hactl-old hactl-stale > /dev/null 2>&1
            apt-mark auto hactl-old hactl-stale > /dev/null
            probe want hactl-tool
            apt-mark manual hactl-mine > /dev/null
            apt-get -qqy install hactl-theirs hactl-fan > /dev/null 2>&1
            probe want hactl-site
            echo hactl-site >> /var/lib/probe-journal
            probe release hactl-tool
            dpkg-query -W -f '${binary:Package} ${db:Status-Status}\\n' 'hactl-*' | grep ' installed'
            """);

    assertThat(result.out())
        .containsExactly(
            "CREATE package[hactl-tool] from null: ok",
            "nothing to do",
            "DELETE package[hactl-tool] with hactl-free from 1.0: ok",
            "hactl-fan installed",
            "hactl-mine installed",
            "hactl-old installed",
            "hactl-site installed",
            "hactl-stale installed",
            "hactl-theirs installed",
            "hactl-used installed",
            "hactl-wished installed");
  }

  /** The operator removed the package, and not what came with it. */
  @Test
  void whatCameWithAPackageThatIsGoneGoesToo() throws Exception {
    CommandResult result =
        run(
            """
            deb lib '' true
            deb one 'Depends: hactl-lib' true
            publish
            probe want hactl-one
            dpkg -r hactl-one > /dev/null
            probe release hactl-one
            probe release hactl-one
            """);

    assertThat(result.out())
        .containsExactly(
            "CREATE package[hactl-one] from null: ok",
            "DELETE package[hactl-one] with hactl-lib from hactl-lib: ok",
            "nothing to do");
  }

  private CommandResult run(String script) throws Exception {
    Files.writeString(
        folder.resolve("test.sh"),
        """
        set -e
        export PATH=/usr/sbin:/usr/bin:/sbin:/bin
        deb() {
          mkdir -p /build/$1/DEBIAN /build/$1/etc
          printf 'Package: hactl-%s\\nVersion: 1.0\\nArchitecture: all\\nMaintainer: none <none@example.org>\\n%sDescription: test\\n' \
            "$1" "${2:+$2
        }" > /build/$1/DEBIAN/control
          echo original > /build/$1/etc/hactl-$1.conf
          echo /etc/hactl-$1.conf > /build/$1/DEBIAN/conffiles
          printf '#!/bin/sh\\n%s\\n' "$3" > /build/$1/DEBIAN/postinst
          chmod 755 /build/$1/DEBIAN/postinst
          dpkg-deb --root-owner-group -b /build/$1 /repo/$1.deb > /dev/null
        }
        publish() {
          for f in /repo/*.deb; do
            dpkg-deb -f $f
            printf 'Filename: ./%s\\nSize: %s\\nSHA256: %s\\n\\n' \
              $(basename $f) $(stat -c %s $f) $(sha256sum < $f | cut -d' ' -f1)
          done > /repo/Packages
        }
        probe() { 'JAVA' -cp 'CLASSPATH' PROBE "$@"; }
        """
                .replace("JAVA", System.getProperty("java.home") + "/bin/java")
                .replace("CLASSPATH", System.getProperty("java.class.path"))
                .replace("PROBE", PackageProbe.class.getName())
            + script);
    CommandResult result =
        new ProcessRunner(folder.resolve("commands"))
            .run(
                new Command(
                    List.of(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--net",
                        "sh",
                        folder.resolve("host.sh").toString()),
                    Map.of(),
                    Duration.ofMinutes(3)));
    assertThat(result.ok()).as(result.tail(30)).isTrue();
    return result;
  }
}
