package org.hactl.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts without control characters: a host that is broken or hostile must not control the
 * terminal on which its answers are printed. Line ends and tabs stay.
 */
final class CleanText {
  private static final int REPLACEMENT = 0xFFFD;

  private CleanText() {}

  static SimpleModule module() {
    return new SimpleModule("clean text")
        .addDeserializer(String.class, new Value())
        .addKeyDeserializer(String.class, new Key());
  }

  /** The text with each control character replaced. */
  static String of(String said) {
    if (!hasControl(said)) {
      return said;
    }
    StringBuilder clean = new StringBuilder(said.length());
    said.codePoints().forEach(c -> clean.appendCodePoint(isControl(c) ? REPLACEMENT : c));
    return clean.toString();
  }

  /** Without a stream: an answer can have a hundred thousand texts. */
  private static boolean hasControl(String said) {
    for (int i = 0; i < said.length(); i++) {
      if (isControl(said.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) && c != '\n' && c != '\t';
  }

  private static final class Value extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1;

    Value() {
      super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String said = StringDeserializer.instance.deserialize(parser, context);
      return said == null ? null : of(said);
    }
  }

  private static final class Key extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return of(key);
    }
  }
}
