package org.hactl.inventory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Decrypts and encrypts values of Ansible Vault, formats 1.1 and 1.2. */
public final class Vault {
  private static final int SALT_BYTES = 32;

  private final List<VaultPassword> passwords;

  /** A vault with these passwords; the list may be empty. */
  public Vault(List<VaultPassword> passwords) {
    this.passwords = List.copyOf(passwords);
  }

  /** A vault without passwords. */
  public static Vault none() {
    return new Vault(List.of());
  }

  /**
   * What was encrypted.
   *
   * @param password the one that opened it, with the vault id that the text names: encrypting with
   *     it again keeps both
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
  public record Opened(byte[] plain, VaultPassword password) {
    @Override
    public String toString() {
      return "***";
    }
  }

  /** Whether a text is encrypted. */
  public static boolean sealed(String text) {
    return text.stripLeading().startsWith(VaultEnvelope.HEADER);
  }

  /** Whether a file is encrypted. */
  public static boolean sealed(byte[] content) {
    return sealed(
        new String(content, 0, Math.min(content.length, 64), StandardCharsets.ISO_8859_1));
  }

  /**
   * Decrypts a file with the first password that fits. Passwords with the file's vault id are tried
   * first.
   *
   * @throws VaultException if no password fits, or the file is damaged or not encrypted
   */
  public Opened open(byte[] sealed) throws VaultException {
    return open(new String(sealed, StandardCharsets.ISO_8859_1));
  }

  private Opened open(String sealed) throws VaultException {
    VaultEnvelope envelope = VaultEnvelope.parse(sealed);
    if (passwords.isEmpty()) {
      throw new VaultException(
          "is encrypted with Ansible Vault and there is no password; use --vault-password-file or"
              + " ANSIBLE_VAULT_PASSWORD_FILE");
    }
    String id = envelope.id().orElse(VaultPassword.DEFAULT_ID);
    List<VaultPassword> candidates =
        passwords.stream().sorted(Comparator.comparing(p -> !p.id().equals(id))).toList();
    for (VaultPassword candidate : candidates) {
      Optional<byte[]> opened = VaultCipher.open(envelope, candidate.password().reveal());
      if (opened.isPresent()) {
        return new Opened(opened.get(), new VaultPassword(id, candidate.password()));
      }
    }
    String named = envelope.id().map(i -> " (its vault id is " + i + ")").orElse("");
    throw new VaultException(
        passwords.size() == 1
            ? "the vault password does not open it" + named
            : "none of the " + passwords.size() + " vault passwords opens it" + named);
  }

  /** Decrypts a text that contains UTF-8. */
  String openText(String sealed) throws VaultException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(open(sealed).plain()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new VaultException("the decrypted value is not UTF-8 text");
    }
  }

  /**
   * The password to encrypt with: the first with the id, or the only one.
   *
   * @param id the argument of {@code --encrypt-vault-id}
   * @throws VaultException if there is none, or there are several and no id
   */
  public VaultPassword sealing(Optional<String> id) throws VaultException {
    String known = passwords.stream().map(VaultPassword::id).collect(Collectors.joining(", "));
    if (passwords.isEmpty()) {
      throw new VaultException("there is no password to encrypt with; use --vault-password-file");
    }
    if (id.isEmpty() && passwords.size() > 1) {
      throw new VaultException(
          "there are passwords for the vault ids " + known + "; choose one: --encrypt-vault-id ID");
    }
    return passwords.stream()
        .filter(password -> id.isEmpty() || password.id().equals(id.get()))
        .findFirst()
        .orElseThrow(() ->
            new VaultException(
                "--encrypt-vault-id %s: there are only passwords for %s"
                    .formatted(id.orElse(""), known)));
  }

  /**
   * Encrypts a file as {@code ansible-vault encrypt} does. The text names a vault id other than
   * {@code default}, and then has format 1.2.
   *
   * @param random gives the salt
   * @throws VaultException if the file is encrypted already
   */
  public static String seal(byte[] plain, VaultPassword password, RandomGenerator random)
      throws VaultException {
    if (sealed(plain)) {
      throw new VaultException("is encrypted already; use hactl vault rekey for another password");
    }
    if (!password.id().matches("[!-:<-~]([ -:<-~]*[!-:<-~])?")) {
      throw new VaultException(
          "cannot be encrypted: a vault id has only ASCII characters and no semicolon");
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return VaultCipher.seal(
            plain,
            password.password().reveal(),
            salt,
            Optional.of(password.id()).filter(id -> !id.equals(VaultPassword.DEFAULT_ID)))
        .format();
  }

  /** Encrypts a text that is not encrypted. */
  public static String seal(String plain, VaultPassword password) {
    try {
      return seal(plain.getBytes(StandardCharsets.UTF_8), password, new SecureRandom());
    } catch (VaultException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
