package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.hactl.ssh.KnownHostLine.Marker;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownHostLineTest {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIwkYcYmjgCf6JOLi8MHHBKvCmOY9Dvyt2zE8vuJEn5P";
  private static final Path FILE = Path.of("known_hosts");

  /** The salted hash of {@code web1}, as {@code ssh-keygen -H} writes it. */
  private static final String HASH_OF_WEB1 =
      "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=";

  @TempDir Path folder;

  /** Each line is tried with {@code ssh-keygen -F} as well. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "web1 web1 true",
        "web1 web2 false",
        "web1 web11 false",
        "WEB1 web1 true",
        "Web1.Example.COM web1.example.com true",
        "web1,web2 web2 true",
        "web1,web2,192.0.2.7 192.0.2.7 true",
        "web1, web1 true",
        ",web1 web1 true",
        "* web1 true",
        "* [web1]:2222 true",
        "web* web1 true",
        "web* web true",
        "web* xweb1 false",
        "*.example.com web1.example.com true",
        "*.example.com a.b.example.com true",
        "*.example.com example.com false",
        "web? web1 true",
        "web? web false",
        "web? web12 false",
        "web?? web12 true",
        "w*b*1 web1 true",
        "w*b*1 wb1 true",
        "w**1 web1 true",
        "*a*a*a*b aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa false",
        "192.0.2.* 192.0.2.77 true",
        "192.0.2.* 192.0.20.7 false",
        "192.0.2.?* 192.0.2. false",
        "web*,!web2 web1 true",
        "web*,!web2 web2 false",
        "!web2,web* web2 false",
        "!web2 web1 false",
        "!web2 web2 false",
        "*,!*.example.com web1.example.com false",
        "*,!*.example.com web1.example.net true",
        "[web1]:2222 [web1]:2222 true",
        "[web1]:2222 [web1]:2223 false",
        "[web1]:2222 web1 false",
        "web1 [web1]:2222 false",
        "[web?]:22* [web1]:2222 true",
        "[*.example.com]:2222 [a.example.com]:2222 true",
        "[::1]:2222 [::1]:2222 true",
        "2001:db8::1 2001:db8::1 true",
        "2001:db8::* 2001:db8::7 true",
        "127.0.0.1/8 127.0.0.1 false",
        HASH_OF_WEB1 + " web2 false",
        "|1|bad|hash web1 false",
        "|2|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= web1 false"
      })
  void matchesAsSshDoes(String hosts, String host, boolean expected) throws Exception {
    String line = hosts + " " + KEY;
    boolean ours =
        KnownHostLine.parse(FILE, 1, line).map(parsed -> parsed.matches(host)).orElse(false);
    assertThat(ours).isEqualTo(expected);
    assertThat(keygenFinds(line, host)).isEqualTo(expected);
  }

  @Test
  void aHashedNameIsFoundAsSshKeygenMadeIt() throws Exception {
    Path file = Files.writeString(folder.resolve("known_hosts"), "web1,[web1]:2222 " + KEY + "\n");
    run("ssh-keygen", "-q", "-H", "-f", file.toString());
    String hashed = Files.readString(file);
    assertThat(hashed).startsWith("|1|").doesNotContain("web1");
    assertThat(
            hashed
                .lines()
                .flatMap(line -> KnownHostLine.parse(FILE, 1, line).stream())
                .filter(line -> line.matches("web1")))
        .hasSize(1);
    assertThat(
            hashed
                .lines()
                .flatMap(line -> KnownHostLine.parse(FILE, 1, line).stream())
                .filter(line -> line.matches("[web1]:2222")))
        .hasSize(1);
  }

  @Test
  void readsMarkersAndSkipsWhatSshSkips() {
    assertThat(marker("@revoked web1 " + KEY)).isEqualTo(Marker.REVOKED);
    assertThat(marker("@cert-authority\t*.example.com \t" + KEY + " a comment"))
        .isEqualTo(Marker.AUTHORITY);
    assertThat(marker("  web1   " + KEY)).isEqualTo(Marker.HOST_KEY);
    for (String skipped :
        new String[] {
          "",
          "   ",
          "# web1 " + KEY,
          "@unknown web1 " + KEY,
          "@revoked @cert-authority web1 " + KEY,
          "@revoked",
          "web1",
          "web1 ssh-ed25519",
          "web1 ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIIwkYcYmjgCf6JOLi8MHHBKvCmOY9Dvyt2zE8vuJEn5P",
          "web1 ssh-ed25519 no!base64"
        }) {
      assertThat(KnownHostLine.parse(FILE, 1, skipped)).as(skipped).isEmpty();
    }
  }

  @Test
  void onlyALineOfOneHostCanBeRemovedByItsName() {
    assertThat(line("web1").isOfOneHost()).isTrue();
    assertThat(line(HASH_OF_WEB1).isOfOneHost()).isTrue();
    assertThat(line("[web1]:2222").isOfOneHost()).isTrue();
    assertThat(line("web1,web2").isOfOneHost()).isFalse();
    assertThat(line("*.example.com").isOfOneHost()).isFalse();
  }

  private static KnownHostLine line(String hosts) {
    return KnownHostLine.parse(FILE, 1, hosts + " " + KEY).orElseThrow();
  }

  private static Marker marker(String line) {
    return KnownHostLine.parse(FILE, 1, line).orElseThrow().marker();
  }

  private boolean keygenFinds(String line, String host) throws Exception {
    Path file = Files.writeString(folder.resolve("known_hosts"), line + "\n");
    return run("ssh-keygen", "-F", host, "-f", file.toString()) == 0;
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
