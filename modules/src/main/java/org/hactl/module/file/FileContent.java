package org.hactl.module.file;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.hactl.module.Digests;
import org.hactl.module.FieldChange;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file. Their JSON form is {@code {"text": …}} if they are UTF-8, else {@code
 * {"base64": …}}. {@code toString} does not show them.
 */
public final class FileContent {
  private final byte[] bytes;

  private FileContent(byte[] bytes) {
    this.bytes = bytes;
  }

  public static FileContent of(byte[] bytes) {
    return new FileContent(bytes.clone());
  }

  public static FileContent ofText(String text) {
    return new FileContent(text.getBytes(StandardCharsets.UTF_8));
  }

  @JsonCreator
  static FileContent fromJson(
      @JsonProperty("text") @Nullable String text,
      @JsonProperty("base64") @Nullable String base64) {
    if ((text == null) == (base64 == null)) {
      throw new IllegalArgumentException("a file's content is either text or base64");
    }
    return text != null ? ofText(text) : new FileContent(Base64.getDecoder().decode(base64));
  }

  @JsonProperty
  @Nullable String text() {
    return decode(bytes);
  }

  @JsonProperty
  @Nullable String base64() {
    return decode(bytes) == null ? Base64.getEncoder().encodeToString(bytes) : null;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  int size() {
    return bytes.length;
  }

  /**
   * The difference between two contents, as the plan of a file shows it.
   *
   * @param hidden whether the contents are secret
   */
  public static List<FieldChange> changes(
      @Nullable FileContent from, @Nullable FileContent to, boolean hidden) {
    return ContentDiff.fields(from, to, hidden);
  }

  /** The SHA-256 digest of the bytes, in hexadecimal. */
  public String digest() {
    return Digests.sha256(bytes);
  }

  static @Nullable String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileContent that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "(" + bytes.length + " bytes)";
  }
}
