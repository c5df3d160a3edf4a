package org.hactl.inventory;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The text form of an encrypted value: a header line, then three lines of hexadecimal text that are
 * together encoded in hexadecimal again.
 *
 * @param id the vault id; format 1.2 has one, 1.1 has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never shared
record VaultEnvelope(Optional<String> id, byte[] salt, byte[] hmac, byte[] ciphertext) {
  static final String HEADER = "$ANSIBLE_VAULT;";
  private static final int WIDTH = 80;
  private static final HexFormat HEX = HexFormat.of();

  static VaultEnvelope parse(String text) throws VaultException {
    List<String> lines = text.strip().lines().map(String::strip).toList();
    String[] header = lines.isEmpty() ? new String[0] : lines.getFirst().split(";", -1);
    if (header.length < 3 || !header[0].equals("$ANSIBLE_VAULT")) {
      throw new VaultException(
          "is not a value of Ansible Vault: its first line is not $ANSIBLE_VAULT;1.1;AES256");
    }
    if (!header[1].equals("1.1") && !header[1].equals("1.2")) {
      throw new VaultException(
          "Ansible Vault's format " + header[1] + " is not supported; only 1.1 and 1.2 are");
    }
    if (!header[2].equals("AES256")) {
      throw new VaultException(
          "the vault cipher " + header[2] + " is not supported; only AES256 is");
    }
    try {
      String inner =
          new String(
              HEX.parseHex(String.join("", lines.subList(1, lines.size()))),
              StandardCharsets.US_ASCII);
      String[] parts = inner.split("\n", -1);
      if (parts.length == 3) {
        return new VaultEnvelope(
            header.length > 3 ? Optional.of(header[3]) : Optional.empty(),
            HEX.parseHex(parts[0]),
            HEX.parseHex(parts[1]),
            HEX.parseHex(parts[2]));
      }
    } catch (IllegalArgumentException e) {
      // The error is reported below, without the text.
    }
    throw new VaultException("the vault value is damaged");
  }

  String format() {
    String inner =
        HEX.formatHex(salt) + "\n" + HEX.formatHex(hmac) + "\n" + HEX.formatHex(ciphertext);
    String body = HEX.formatHex(inner.getBytes(StandardCharsets.US_ASCII));
    StringBuilder out = new StringBuilder(HEADER);
    out.append(id.map(i -> "1.2;AES256;" + i).orElse("1.1;AES256")).append('\n');
    for (int i = 0; i < body.length(); i += WIDTH) {
      out.append(body, i, Math.min(body.length(), i + WIDTH)).append('\n');
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return HEADER + "***";
  }
}
