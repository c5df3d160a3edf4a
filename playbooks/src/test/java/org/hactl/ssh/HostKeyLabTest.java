package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hactl.ssh.SshException.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whether hactl trusts a server exactly where ssh itself does. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class HostKeyLabTest {
  /** H is the host with its port, K the server's key, O another key, A the authority's key. */
  private static final List<String> CASES =
      List.of(
          "",
          "H K",
          "H O",
          "H O\nH K",
          "127.0.0.1 K",
          "127.0.0.1 O",
          "* K",
          "[127.0.0.*]:* K",
          "[127.0.0.?]:* O",
          "*,!H K",
          "*,!127.0.0.1 K",
          "*,!H,!127.0.0.1 K",
          "@revoked H K",
          "@revoked * K\nH K",
          "H K\n@revoked * K",
          "H K\n@revoked * O",
          "H K\n@revoked example.com K",
          "@cert-authority H K",
          "@cert-authority H O\nH K",
          "@unknown H K",
          "H ssh-rsa AAAA",
          "# H K",
          "\tH  K  comment");

  private static final List<String> CERTIFICATE_CASES =
      List.of(
          "@cert-authority H A",
          "@cert-authority 127.0.0.1 A",
          "@cert-authority * A",
          "@cert-authority *.example.com A",
          "@cert-authority H O",
          "@cert-authority H A\n@revoked * A",
          "@revoked * A",
          "@cert-authority H A\n@revoked * K",
          "@cert-authority H O\nH K",
          "H K",
          "H A",
          "H O\n@cert-authority H A",
          "H K\n@revoked * A");

  @TempDir Path folder;
  private Path home;
  private final List<String> differing = new ArrayList<>();

  @BeforeEach
  void keys() throws Exception {
    home = Files.createDirectories(folder.resolve("home"));
    Sshd.key(folder.resolve("other"), "ed25519", "");
    Sshd.key(folder.resolve("authority"), "ed25519", "");
  }

  @AfterEach
  void agree() {
    assertThat(differing).as("where hactl and ssh differ").isEmpty();
  }

  @Test
  void plainKeysAreTrustedWhereSshTrustsThem() throws Exception {
    try (Sshd sshd = Sshd.start(folder.resolve("sshd"))) {
      for (String lines : CASES) {
        compare(sshd, lines, "yes");
        compare(sshd, lines, "accept-new");
      }
    }
  }

  @Test
  void certificatesAreTrustedWhereSshTrustsThem() throws Exception {
    for (String principals : List.of("127.0.0.1", "example.com")) {
      try (Sshd sshd = certified("sshd-" + principals.length(), principals, "+1d")) {
        for (String lines : CERTIFICATE_CASES) {
          compare(sshd, lines, "yes");
        }
      }
    }
    try (Sshd expired = certified("expired", "127.0.0.1", "20200101:20200102")) {
      compare(expired, "@cert-authority H A", "yes");
      compare(expired, "@cert-authority H A\nH K", "yes");
    }
  }

  @Test
  void authoritiesMayHaveKeysOfEachType() throws Exception {
    for (String type : List.of("ecdsa", "rsa")) {
      Files.delete(folder.resolve("authority"));
      Files.delete(folder.resolve("authority.pub"));
      Sshd.key(folder.resolve("authority"), type, "");
      try (Sshd sshd = certified(type, "127.0.0.1", "+1d")) {
        compare(sshd, "@cert-authority H A", "yes");
      }
    }
  }

  @Test
  void aRevokedKeyIsCalledRevokedAndNotChanged() throws Exception {
    try (Sshd sshd = Sshd.start(folder.resolve("sshd"))) {
      write(sshd, "H K\n@revoked * K");
      SshException e = refusal(sshd, true);
      assertThat(e.failure()).isEqualTo(Failure.REVOKED_HOST_KEY);
      assertThat(e).hasMessageContaining("revoked in " + home.resolve("known_hosts") + ":2");
      assertThat(e.nextStep()).doesNotContain("ssh-keygen -f").doesNotContain("accept-new");
    }
  }

  @Test
  void aKeyChangedUnderAPatternIsNotAccepted() throws Exception {
    try (Sshd sshd = Sshd.start(folder.resolve("sshd"))) {
      write(sshd, "[127.0.0.?]:* O");
      SshException e = refusal(sshd, true);
      assertThat(e.failure()).isEqualTo(Failure.CHANGED_HOST_KEY);
      assertThat(e.nextStep()).contains("correct line 1 of " + home.resolve("known_hosts"));
    }
  }

  /** A server with a certificate for its key. */
  private Sshd certified(String name, String principals, String validity) throws Exception {
    Path keys = folder.resolve(name);
    Sshd sshd = Sshd.start(keys, "HostCertificate " + keys.resolve("hostkey-cert.pub"));
    sshd.close();
    Sshd.run(
        "ssh-keygen",
        "-q",
        "-s",
        folder.resolve("authority").toString(),
        "-I",
        "test",
        "-h",
        "-n",
        principals,
        "-V",
        validity,
        keys.resolve("hostkey.pub").toString());
    return sshd.again();
  }

  private void compare(Sshd sshd, String lines, String checking) throws Exception {
    write(sshd, lines);
    boolean real = sshTrusts(sshd, checking);
    write(sshd, lines);
    boolean ours = hactlTrusts(sshd, checking.equals("accept-new"));
    if (real != ours) {
      differing.add("%s with %s: ssh %s, hactl %s".formatted(lines, checking, real, ours));
    }
  }

  private void write(Sshd sshd, String lines) throws Exception {
    String text =
        (lines + "\n")
            .replace(" K", " " + publicKey(sshd.folder().resolve("hostkey.pub")))
            .replace(" O", " " + publicKey(folder.resolve("other.pub")))
            .replace(" A\n", " " + publicKey(folder.resolve("authority.pub")) + "\n")
            .replace("H ", "[127.0.0.1]:" + sshd.port() + " ")
            .replace("H,", "[127.0.0.1]:" + sshd.port() + ",");
    Files.writeString(home.resolve("known_hosts"), text);
  }

  private static String publicKey(Path file) throws Exception {
    String[] words = Files.readString(file).strip().split(" ");
    return words[0] + " " + words[1];
  }

  private boolean sshTrusts(Sshd sshd, String checking) throws Exception {
    Process ssh =
        new ProcessBuilder(
                "ssh",
                "-F",
                "none",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=" + checking,
                "-o",
                "UserKnownHostsFile=" + home.resolve("known_hosts"),
                "-o",
                "GlobalKnownHostsFile=none",
                "-o",
                "UpdateHostKeys=no",
                "-i",
                sshd.folder().resolve("id").toString(),
                "-p",
                Integer.toString(sshd.port()),
                "root@127.0.0.1",
                "true")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(ssh.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return ssh.exitValue() == 0;
  }

  private boolean hactlTrusts(Sshd sshd, boolean acceptNew) throws Exception {
    try {
      new SshConnector(Sshd.settings(home, acceptNew)).connect(sshd.endpoint()).close();
      return true;
    } catch (SshException e) {
      assertThat(e.failure())
          .as(e.getMessage())
          .isIn(Failure.UNKNOWN_HOST_KEY, Failure.CHANGED_HOST_KEY, Failure.REVOKED_HOST_KEY);
      return false;
    }
  }

  private SshException refusal(Sshd sshd, boolean acceptNew) {
    return catchThrowableOfType(
        SshException.class,
        () -> new SshConnector(Sshd.settings(home, acceptNew)).connect(sshd.endpoint()));
  }
}
