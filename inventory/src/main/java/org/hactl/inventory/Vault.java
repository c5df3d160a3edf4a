package org.hactl.inventory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decrypts and encrypts values of Ansible Vault, formats 1.1 and 1.2. */
public final class Vault {
  private final List<VaultPassword> passwords;

  /** A vault with these passwords; the list may be empty. */
  public Vault(List<VaultPassword> passwords) {
    this.passwords = List.copyOf(passwords);
  }

  /** A vault without passwords. */
  public static Vault none() {
    return new Vault(List.of());
  }

  /** Whether a text is encrypted. */
  public static boolean sealed(String text) {
    return text.stripLeading().startsWith(VaultEnvelope.HEADER);
  }

  /**
   * Decrypts a text with the first password that fits. Passwords with the text's vault id are tried
   * first.
   *
   * @throws VaultException if no password fits, or the text is damaged
   */
  byte[] open(String sealed) throws VaultException {
    VaultEnvelope envelope = VaultEnvelope.parse(sealed);
    if (passwords.isEmpty()) {
      throw new VaultException(
          "is encrypted with Ansible Vault and there is no password; use --vault-password-file or"
              + " ANSIBLE_VAULT_PASSWORD_FILE");
    }
    List<VaultPassword> candidates =
        passwords.stream()
            .sorted(Comparator.comparing(p -> !p.id().equals(envelope.id().orElse(""))))
            .toList();
    for (VaultPassword candidate : candidates) {
      Optional<byte[]> opened = VaultCipher.open(envelope, candidate.password().reveal());
      if (opened.isPresent()) {
        return opened.get();
      }
    }
    String id = envelope.id().map(i -> " (its vault id is " + i + ")").orElse("");
    throw new VaultException(
        passwords.size() == 1
            ? "the vault password does not open it" + id
            : "none of the " + passwords.size() + " vault passwords opens it" + id);
  }

  /** Decrypts a text that contains UTF-8. */
  String openText(String sealed) throws VaultException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(open(sealed))).toString();
    } catch (CharacterCodingException e) {
      throw new VaultException("the decrypted value is not UTF-8 text");
    }
  }

  /**
   * Encrypts a text as {@code ansible-vault encrypt} does. The text names a vault id other than
   * {@code default}, and then has format 1.2.
   */
  public static String seal(String plain, VaultPassword password) {
    byte[] salt = new byte[32];
    new SecureRandom().nextBytes(salt);
    VaultEnvelope envelope =
        VaultCipher.seal(
            plain.getBytes(StandardCharsets.UTF_8),
            password.password().reveal(),
            salt,
            Optional.of(password.id()).filter(id -> !id.equals(VaultPassword.DEFAULT_ID)));
    return envelope.format();
  }
}
