package org.hactl.cli.rehearsal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-128 in GCM for the packets of one direction (RFC 5647); the length stays readable. */
final class PacketCipher {
  static final String NAME = "aes128-gcm@openssh.com";
  static final int KEY_BYTES = 16;
  static final int IV_BYTES = 12;
  static final int TAG_BYTES = 16;
  private static final int COUNTER_OFFSET = 4;

  private final int mode;
  private final SecretKeySpec key;
  private final ByteBuffer nonce;

  /**
   * @param mode {@link Cipher#ENCRYPT_MODE} or {@link Cipher#DECRYPT_MODE}
   */
  PacketCipher(int mode, byte[] key, byte[] iv) {
    this.mode = mode;
    this.key = new SecretKeySpec(key, "AES");
    this.nonce = ByteBuffer.wrap(iv.clone());
  }

  /** The next packet after its length. */
  byte[] apply(int length, byte[] packet) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce.array()));
    cipher.updateAAD(new SshWriter().u32(length).bytes());
    byte[] result = cipher.doFinal(packet);
    nonce.putLong(COUNTER_OFFSET, nonce.getLong(COUNTER_OFFSET) + 1);
    return result;
  }
}
