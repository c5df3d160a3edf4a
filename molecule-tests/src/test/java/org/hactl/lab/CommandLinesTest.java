package org.hactl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines for other programs, and how their output is read. */
class CommandLinesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aWordSurvivesTheShellOfTheOtherSide() {
    for (String word : List.of("", "plain", "two words", "it's", "$HOME `id` \"x\" \\", "a\nb")) {
      ExecResult echoed = LocalProgram.of("sh", "-c", "printf %s " + SshAccess.quote(word)).run();
      assertThat(echoed.out()).isEqualTo(word);
    }
  }

  @Test
  void sshConfigNamesEveryHost() {
    SshAccess ssh = new SshAccess(folder);
    HostRecord web = new HostRecord("web1", "192.168.0.18", 0);
    ssh.create();
    ssh.createHostKey(web);
    ssh.publish(List.of(web));
    assertThat(LabPaths.read(ssh.knownHosts())).startsWith("web1,192.168.0.18 ssh-ed25519 AAAA");
    ExecResult read = LocalProgram.of("ssh", "-F", ssh.config().toString(), "-G", "web1").run();
    assertThat(read.out().lines())
        .contains(
            "hostname 192.168.0.18",
            "user root",
            "stricthostkeychecking true",
            "identityfile " + ssh.privateKey(),
            "userknownhostsfile " + ssh.knownHosts());
  }

  @Test
  void theGuestKernelGetsItsDisksAndItsCable() {
    GuestKernel kernel =
        new GuestKernel(
            "hactl.x",
            "web1",
            "0123",
            "port3",
            Path.of("/s/uml"),
            new GuestKernel.Disks(
                Path.of("/d/web1.cow"),
                Path.of("/c/base.img"),
                Path.of("/s/seed.tar"),
                Path.of("/c/packages")),
            512,
            1);
    assertThat(kernel.argv())
        .startsWith("setsid", "taskset", "--cpu-list", "1", "ip", "netns", "exec", "hactl.x")
        .contains(
            "umid=web1",
            "mem=512M",
            "ubd0=/d/web1.cow,/c/base.img",
            "ubd1r=/s/seed.tar",
            "hostfs=/c/packages",
            "vec0:transport=tap,ifname=port3,depth=64,gro=1");
  }

  @Test
  void aptSourcesAreDebiansMainAlone() {
    String targets =
        """
        Debian|http://mirror.example/debian/|bookworm|main
        Debian|http://mirror.example/debian/|bookworm|contrib
        Debian|http://mirror.example/debian/|bookworm-updates|main
        Debian|http://mirror.example/debian-security/|bookworm-security|main
        Node Source|https://node.example/|nodistro|main
        """;
    String config =
        """
        Acquire::http::Proxy "http://user:secret@proxy:3128";
        Acquire::Check-Date "false";
        Acquire::Languages:: "none";
        Acquire::IndexTargets::deb::Packages::Optional "0";
        Acquire::cdrom "";
        """;
    AptSettings apt = AptSettings.parse(targets, config);
    assertThat(apt.suite()).isEqualTo("bookworm");
    assertThat(apt.sources())
        .containsExactly(
            "deb http://mirror.example/debian-security/ bookworm-security main",
            "deb http://mirror.example/debian/ bookworm main",
            "deb http://mirror.example/debian/ bookworm-updates main");
    assertThat(apt.options().lines())
        .containsExactly(
            "Acquire::http::Proxy \"http://user:secret@proxy:3128\";",
            "Acquire::Check-Date \"false\";");
    assertThat(apt.toString()).doesNotContain("secret");
    assertThatThrownBy(() -> AptSettings.parse("", "")).hasMessageContaining("apt-get update");
  }

  @Test
  void theDownloadPlanOfAptIsRead() {
    String printed =
        """
        Reading package lists...
        Need to get 706 kB of archives.
        'http://mirror.example/debian/pool/main/n/nginx/nginx_1.22.1-9_amd64.deb' nginx_1.22.1-9_amd64.deb 527504 SHA256:ab12
        'http://mirror.example/pool/l/lib/lib%3a0.63_amd64.deb' lib_1%3a0.63_amd64.deb 91332\s
        """;
    assertThat(PackageRepository.Download.parse(printed))
        .containsExactly(
            new PackageRepository.Download("nginx_1.22.1-9_amd64.deb", 527_504),
            new PackageRepository.Download("lib_1%3a0.63_amd64.deb", 91_332));
  }

  @Test
  void aProgramThatHangsIsEndedWithItsChildren() {
    LocalProgram hanging =
        LocalProgram.of("sh", "-c", "sleep 1000 & echo $!; wait").timeout(Duration.ofMillis(300));
    assertThatThrownBy(hanging::run).hasMessageContaining("did not end within");
  }

  @Test
  void whatAProgramSaysIsInTheError() {
    ExecResult failed = LocalProgram.of("sh", "-c", "echo no room >&2; exit 3").run();
    assertThatThrownBy(() -> failed.orThrow("copying"))
        .hasMessage("copying failed with status 3: no room");
    assertThatThrownBy(() -> LocalProgram.of("no-such-program-here").run())
        .hasMessageContaining("no-such-program-here");
  }
}
