package org.hactl.inventory;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in counter mode, with keys from PBKDF2 and an HMAC-SHA256 over the ciphertext. */
final class VaultCipher {
  private static final int ITERATIONS = 10_000;
  private static final int KEY = 32;
  private static final int BLOCK = 16;

  private VaultCipher() {}

  /** The plain bytes; empty if the password does not fit. */
  static Optional<byte[]> open(VaultEnvelope envelope, String password) throws VaultException {
    try {
      byte[] keys = keys(password, envelope.salt());
      if (!MessageDigest.isEqual(hmac(keys, envelope.ciphertext()), envelope.hmac())) {
        return Optional.empty();
      }
      byte[] padded = cipher(Cipher.DECRYPT_MODE, keys).doFinal(envelope.ciphertext());
      return Optional.of(unpad(padded));
    } catch (GeneralSecurityException e) {
      throw new VaultException("the vault value cannot be opened: " + e.getMessage());
    }
  }

  static VaultEnvelope seal(byte[] plain, String password, byte[] salt, Optional<String> id) {
    try {
      byte[] keys = keys(password, salt);
      byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, keys).doFinal(pad(plain));
      return new VaultEnvelope(id, salt, hmac(keys, ciphertext), ciphertext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks AES, HMAC or PBKDF2", e);
    }
  }

  private static byte[] keys(String password, byte[] salt) throws GeneralSecurityException {
    if (salt.length == 0) {
      throw new GeneralSecurityException("it has no salt");
    }
    PBEKeySpec spec =
        new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, (2 * KEY + BLOCK) * 8);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
  }

  private static byte[] hmac(byte[] keys, byte[] ciphertext) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(keys, KEY, KEY, "HmacSHA256"));
    return mac.doFinal(ciphertext);
  }

  private static Cipher cipher(int mode, byte[] keys) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(keys, 0, KEY, "AES"), new IvParameterSpec(keys, 2 * KEY, BLOCK));
    return cipher;
  }

  /** PKCS#7, which counter mode does not need but the format has. */
  private static byte[] pad(byte[] plain) {
    int extra = BLOCK - plain.length % BLOCK;
    byte[] padded = Arrays.copyOf(plain, plain.length + extra);
    Arrays.fill(padded, plain.length, padded.length, (byte) extra);
    return padded;
  }

  private static byte[] unpad(byte[] padded) throws GeneralSecurityException {
    int extra = padded.length == 0 ? 0 : padded[padded.length - 1];
    if (extra < 1 || extra > BLOCK || extra > padded.length) {
      throw new GeneralSecurityException("its padding is wrong");
    }
    return Arrays.copyOf(padded, padded.length - extra);
  }
}
