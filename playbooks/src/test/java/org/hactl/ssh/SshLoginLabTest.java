package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hactl.ssh.SshException.Failure;
import org.junit.jupiter.api.Test;

/** Which host keys and which user keys a connection accepts, and how it says what it refuses. */
class SshLoginLabTest extends SshLab {
  @Test
  void refusesAHostThatItDoesNotKnow() throws Exception {
    Files.createDirectories(home);
    SshException e =
        failureOf(() -> new SshConnector(Sshd.settings(home, false)).connect(sshd.endpoint()));
    assertThat(e.failure()).isEqualTo(Failure.UNKNOWN_HOST_KEY);
    assertThat(e).hasMessageContaining("has no host key for [127.0.0.1]:" + sshd.port());
    String print =
        Sshd.run("ssh-keygen", "-lf", folder.resolve("sshd/hostkey.pub").toString()).split(" ")[1];
    assertThat(e).hasMessageContaining(print);
    assertThat(e.nextStep()).contains("--accept-new-host-keys");
  }

  @Test
  void acceptsANewKeyWhenToldToAndWritesItDown() throws Exception {
    new SshConnector(Sshd.settings(home, true)).connect(sshd.endpoint()).close();
    assertThat(Files.readString(home.resolve("known_hosts")))
        .startsWith("[127.0.0.1]:%d ssh-ed25519 ".formatted(sshd.port()))
        .hasLineCount(1);
    new SshConnector(Sshd.settings(home, false)).connect(sshd.endpoint()).close();
  }

  @Test
  void neverAcceptsAChangedKey() throws Exception {
    Files.createDirectories(home);
    Sshd.key(folder.resolve("other"), "ed25519", "");
    String known =
        "[127.0.0.1]:%d %s".formatted(sshd.port(), Files.readString(folder.resolve("other.pub")));
    Files.writeString(home.resolve("known_hosts"), known);
    SshException e =
        failureOf(() -> new SshConnector(Sshd.settings(home, true)).connect(sshd.endpoint()));
    assertThat(e.failure()).isEqualTo(Failure.CHANGED_HOST_KEY);
    for (String key : new String[] {"other.pub", "sshd/hostkey.pub"}) {
      String print = Sshd.run("ssh-keygen", "-lf", folder.resolve(key).toString()).split(" ")[1];
      assertThat(e).hasMessageContaining(print);
    }
    assertThat(e.nextStep())
        .contains(
            "ssh-keygen -f "
                + home.resolve("known_hosts")
                + " -R '[127.0.0.1]:"
                + sshd.port()
                + "'");
    assertThat(Files.readString(home.resolve("known_hosts"))).isEqualTo(known);
  }

  @Test
  void aKeyOfAnotherTypeIsAChangedKey() throws Exception {
    Files.createDirectories(home);
    Sshd.key(folder.resolve("other"), "ecdsa", "");
    Files.writeString(
        home.resolve("known_hosts"),
        "[127.0.0.1]:%d %s".formatted(sshd.port(), Files.readString(folder.resolve("other.pub"))));
    SshException e =
        failureOf(() -> new SshConnector(Sshd.settings(home, true)).connect(sshd.endpoint()));
    assertThat(e.failure()).isIn(Failure.CHANGED_HOST_KEY, Failure.PROTOCOL);
  }

  @Test
  void namesTheKeysThatWereRefused() throws Exception {
    Sshd.key(folder.resolve("stranger"), "ed25519", "");
    SshEndpoint endpoint =
        new SshEndpoint(
            "127.0.0.1", sshd.port(), Optional.of("root"), Optional.of(folder.resolve("stranger")));
    SshException e = failureOf(() -> new SshConnector(sshd.settings(home)).connect(endpoint));
    assertThat(e.failure()).isEqualTo(Failure.AUTHENTICATION);
    assertThat(e).hasMessageContaining(folder.resolve("stranger").toString());
  }

  @Test
  void saysThatAnEncryptedKeyNeedsTheAgent() throws Exception {
    Sshd.key(folder.resolve("locked"), "ed25519", "geheim");
    SshEndpoint endpoint =
        new SshEndpoint(
            "127.0.0.1", sshd.port(), Optional.of("root"), Optional.of(folder.resolve("locked")));
    SshException e = failureOf(() -> new SshConnector(sshd.settings(home)).connect(endpoint));
    assertThat(e.failure()).isEqualTo(Failure.AUTHENTICATION);
    assertThat(e).hasMessageContaining("has a passphrase: run ssh-add first");
  }

  @Test
  void logsInWithRsaAndEcdsaKeys() throws Exception {
    for (String type : new String[] {"rsa", "ecdsa"}) {
      Path key = folder.resolve(type);
      Sshd.key(key, type, "");
      Files.writeString(folder.resolve("sshd/authorized"), Files.readString(Path.of(key + ".pub")));
      SshEndpoint endpoint =
          new SshEndpoint("127.0.0.1", sshd.port(), Optional.of("root"), Optional.of(key));
      new SshConnector(sshd.settings(home)).connect(endpoint).close();
    }
  }
}
