package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownHostsTest {
  private static final byte[] PRESENTED = key("ssh-ed25519", 1);
  private static final byte[] OTHER = key("ssh-ed25519", 2);
  private static final byte[] ECDSA = key("ecdsa-sha2-nistp256", 3);

  @TempDir Path folder;

  /** K is the presented key, O another one, E one of another type; ; ends a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      quoteCharacter = '`',
      value = {
        "22 = `` = New",
        "22 = web1 K = Known",
        "22 = web1 O = Changed",
        "22 = web1 E = Changed",
        "22 = web1 O;web1 K = Known",
        "22 = web1 E;web1 K = Known",
        "22 = web2 K = New",
        "22 = *.example.com K = New",
        "22 = web* O = Changed",
        "22 = *,!web1 O = New",
        "22 = @revoked web1 K = Revoked",
        "22 = @revoked * K = Revoked",
        "22 = web1 K;@revoked * K = Revoked",
        "22 = @revoked * K;web1 K = Revoked",
        "22 = @revoked web2 K = New",
        "22 = @revoked web1 O = New",
        "22 = web1 K;@revoked web1 O = Known",
        "22 = @cert-authority web1 K = New",
        "22 = @cert-authority web1 O = New",
        "22 = @cert-authority * O;web1 K = Known",
        "22 = @revoked @revoked web1 K = New",
        "2222 = [web1]:2222 K = Known",
        "2222 = [web1]:2222 O = Changed",
        "2222 = web1 K = Known",
        "2222 = web1 O = New",
        "2222 = [web1]:2222 O;web1 K = Known",
        "2222 = @revoked web1 K = Revoked",
        "2222 = @revoked [web1]:2222 K = Revoked",
        "2222 = @revoked [*]:2222 K;* K = Revoked",
        "2222 = [web1]:2223 O = New",
        "22 = [web1]:2222 O = New",
        "22 = # web1 O;web1 ssh-ed25519 damaged = New"
      })
  void judgesAsSshDoes(int port, String lines, String expected) throws Exception {
    assertThat(known(port, Optional.empty(), lines).judge(PRESENTED).getClass().getSimpleName())
        .isEqualTo(expected);
  }

  @Test
  void anAliasReplacesNameAndPort() throws Exception {
    Optional<String> alias = Optional.of("gate");
    assertThat(known(2222, alias, "gate K").judge(PRESENTED)).isInstanceOf(KeyVerdict.Known.class);
    assertThat(known(2222, alias, "[web1]:2222 O;web1 O").judge(PRESENTED))
        .isInstanceOf(KeyVerdict.New.class);
  }

  @Test
  void aChangedKeyIsComparedWithTheOneOfItsType() throws Exception {
    KeyVerdict verdict = known(22, Optional.empty(), "web1 E;web1 O").judge(PRESENTED);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            KeyVerdict.Changed.class,
            changed -> assertThat(changed.line().place()).endsWith("known_hosts:2"));
  }

  @Test
  void theFileOfRevokedKeysCountsForAllHosts() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("revoked"), "# stolen\n\nssh-ed25519 " + base64(PRESENTED) + " web1\n");
    List<KnownHostLine> lines = lines("web1 K");
    KnownHosts known = new KnownHosts(List.of("web1"), lines, RevokedKeys.read(file));
    assertThat(known.judge(PRESENTED)).isEqualTo(new KeyVerdict.Revoked(file.toString()));
    assertThat(known.judge(OTHER)).isInstanceOf(KeyVerdict.Changed.class);
  }

  @Test
  void aFileOfRevokedKeysThatCannotBeReadTrustsNoHost() throws Exception {
    for (String text : List.of("SSHKRL\n\0\0", "ssh-ed25519 AAAA", "no key")) {
      Path file = Files.writeString(folder.resolve("revoked"), text);
      assertThatThrownBy(() -> RevokedKeys.read(file)).isInstanceOf(IOException.class);
      HostKeySources sources =
          new HostKeySources(List.of(), List.of(), Optional.of(file), Optional.empty(), true);
      assertThatThrownBy(() -> sources.of("web1", 22))
          .isInstanceOf(SshException.class)
          .hasMessageStartingWith("cannot read " + file);
    }
    assertThatThrownBy(() -> RevokedKeys.read(folder.resolve("missing")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void severalFilesAreOneList() throws Exception {
    Path users = write("users", "web1 O");
    Path global = write("global", "web1 K");
    Path missing = folder.resolve("missing");
    HostKeySources sources =
        new HostKeySources(
            List.of(missing, users), List.of(global), Optional.empty(), Optional.empty(), false);
    assertThat(sources.of("web1", 22).judge(PRESENTED)).isInstanceOf(KeyVerdict.Known.class);
  }

  private KnownHosts known(int port, Optional<String> alias, String lines) throws IOException {
    return new KnownHosts(KnownHosts.names("web1", port, alias), lines(lines), RevokedKeys.NONE);
  }

  private List<KnownHostLine> lines(String lines) throws IOException {
    return KnownHosts.read(write("known_hosts", lines));
  }

  private Path write(String name, String lines) throws IOException {
    String text =
        (lines + ";")
            .replace(" K;", " ssh-ed25519 " + base64(PRESENTED) + "\n")
            .replace(" O;", " ssh-ed25519 " + base64(OTHER) + "\n")
            .replace(" E;", " ecdsa-sha2-nistp256 " + base64(ECDSA) + "\n")
            .replace(";", "\n");
    return Files.writeString(folder.resolve(name), text);
  }

  private static byte[] key(String type, int content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(8 + name.length)
        .putInt(name.length)
        .put(name)
        .putInt(content)
        .array();
  }

  private static String base64(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }
}
