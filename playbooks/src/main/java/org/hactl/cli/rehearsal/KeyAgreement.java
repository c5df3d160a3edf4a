package org.hactl.cli.rehearsal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KEM;

/** How a server and its client agree on a secret. */
enum KeyAgreement {
  /** OpenSSH 6.5 and later (RFC 8731). */
  CURVE25519("curve25519-sha256"),
  /** OpenSSH 9.9 and later (draft-ietf-sshm-mlkem-hybrid-kex). */
  MLKEM768("mlkem768x25519-sha256");

  /** What Java puts before the bare keys (RFC 8410, RFC 9935). */
  private static final byte[] X25519_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

  private static final byte[] MLKEM768_PREFIX =
      HexFormat.of().parseHex("308204b2300b0609608648016503040402038204a100");

  private static final int X25519_BYTES = 32;

  final String algorithm;

  KeyAgreement(String algorithm) {
    this.algorithm = algorithm;
  }

  /**
   * @param publicValue the server's answer to the client
   * @param encodedSecret the shared secret as the hashes take it
   */
  record Agreed(byte[] publicValue, byte[] encodedSecret) {}

  Agreed with(byte[] client) throws GeneralSecurityException {
    if (this == CURVE25519) {
      KeyPair own = KeyPairGenerator.getInstance("X25519").generateKeyPair();
      return new Agreed(bare(own.getPublic()), new SshWriter().mpint(secret(own, client)).bytes());
    }
    int kemBytes = client.length - X25519_BYTES;
    KeyPair own = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    KEM.Encapsulated encapsulated =
        KEM.getInstance("ML-KEM")
            .newEncapsulator(key("ML-KEM", MLKEM768_PREFIX, Arrays.copyOf(client, kemBytes)))
            .encapsulate();
    MessageDigest both = MessageDigest.getInstance("SHA-256");
    both.update(encapsulated.key().getEncoded());
    both.update(secret(own, Arrays.copyOfRange(client, kemBytes, client.length)));
    return new Agreed(
        new SshWriter().raw(encapsulated.encapsulation()).raw(bare(own.getPublic())).bytes(),
        new SshWriter().string(both.digest()).bytes());
  }

  private static byte[] secret(KeyPair own, byte[] client) throws GeneralSecurityException {
    javax.crypto.KeyAgreement agreement = javax.crypto.KeyAgreement.getInstance("X25519");
    agreement.init(own.getPrivate());
    agreement.doPhase(key("X25519", X25519_PREFIX, client), true);
    return agreement.generateSecret();
  }

  private static PublicKey key(String algorithm, byte[] prefix, byte[] bare)
      throws GeneralSecurityException {
    byte[] encoded = ByteBuffer.allocate(prefix.length + bare.length).put(prefix).put(bare).array();
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static byte[] bare(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - X25519_BYTES, encoded.length);
  }
}
