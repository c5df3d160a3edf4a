package org.hactl.cli.rehearsal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** A new Ed25519 key of a server or a user (RFC 8709), in the forms that OpenSSH reads. */
record Ed25519Key(KeyPair pair) {
  static final String ALGORITHM = "ssh-ed25519";
  private static final int KEY_BYTES = 32;
  private static final int CHECK = 0x6861_6374;
  private static final int CIPHER_BLOCK_BYTES = 8;

  static Ed25519Key make() throws GeneralSecurityException {
    return new Ed25519Key(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
  }

  byte[] publicBlob() {
    return new SshWriter().text(ALGORITHM).string(raw(pair.getPublic().getEncoded())).bytes();
  }

  byte[] signature(byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(message);
    return new SshWriter().text(ALGORITHM).string(signature.sign()).bytes();
  }

  /** A line of known_hosts for a server at this port of the loopback. */
  String knownHostsLine(int port) {
    return "[127.0.0.1]:%d %s %s%n"
        .formatted(port, ALGORITHM, Base64.getEncoder().encodeToString(publicBlob()));
  }

  /** The private key without a passphrase (OpenSSH's {@code PROTOCOL.key}). */
  String privateFile() {
    byte[] open = raw(pair.getPublic().getEncoded());
    byte[] secret = raw(pair.getPrivate().getEncoded());
    SshWriter hidden =
        new SshWriter()
            .u32(CHECK)
            .u32(CHECK)
            .text(ALGORITHM)
            .string(open)
            .string(new SshWriter().raw(secret).raw(open).bytes())
            .text("rehearsal");
    for (int i = 1; hidden.bytes().length % CIPHER_BLOCK_BYTES != 0; i++) {
      hidden.u8(i);
    }
    byte[] file =
        new SshWriter()
            .raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
            .text("none")
            .text("none")
            .text("")
            .u32(1)
            .string(publicBlob())
            .string(hidden.bytes())
            .bytes();
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n%s\n-----END OPENSSH PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(file));
  }

  /** The key itself, which is the end of both of Java's forms. */
  private static byte[] raw(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
  }
}
