package org.hactl.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Bytes that a check sends or looks for, written as text: {@code PING\r\n}, {@code \x00\xff}.
 *
 * @param text ASCII in which {@code \r \n \t \\} and {@code \xHH} stand for a byte; equal bytes
 *     have equal texts
 */
public record Payload(@JsonValue String text) {
  private static final HexFormat HEX = HexFormat.of();

  /**
   * Bytes of a text; letters beyond ASCII are UTF-8.
   *
   * @throws IllegalArgumentException if a backslash begins no escape
   */
  @JsonCreator
  public static Payload parse(String text) {
    return of(decode(text));
  }

  /**
   * Bytes of hexadecimal digits, with or without spaces or colons between them.
   *
   * @throws IllegalArgumentException if they are no whole bytes
   */
  public static Payload ofHex(String digits) {
    return of(HEX.parseHex(digits.replaceAll("[\\s:]", "")));
  }

  public static Payload of(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      switch (each) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '\\' -> text.append("\\\\");
        default -> {
          if (each >= 0x20 && each < 0x7f) {
            text.append((char) each);
          } else {
            text.append("\\x").append(HEX.toHexDigits(each));
          }
        }
      }
    }
    return new Payload(text.toString());
  }

  public byte[] bytes() {
    return decode(text);
  }

  private static byte[] decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = 0; at < text.length(); ) {
      int letter = text.codePointAt(at);
      at += Character.charCount(letter);
      if (letter != '\\') {
        bytes.writeBytes(Character.toString(letter).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char escape = at < text.length() ? text.charAt(at) : ' ';
      at++;
      if (escape == 'x' && at + 2 <= text.length()) {
        bytes.write(HexFormat.fromHexDigits(text, at, at + 2));
        at += 2;
      } else {
        bytes.write(plain(escape));
      }
    }
    return bytes.toByteArray();
  }

  private static int plain(char escape) {
    return switch (escape) {
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 't' -> '\t';
      case '\\' -> '\\';
      default ->
          throw new IllegalArgumentException(
              "a backslash begins \\r, \\n, \\t, \\\\ or \\x with two hexadecimal digits");
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
