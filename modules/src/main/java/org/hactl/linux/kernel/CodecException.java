package org.hactl.linux.kernel;

/** A message that cannot be encoded or decoded: too short, too long, or with an unknown number. */
public final class CodecException extends RuntimeException {
  public CodecException(String message) {
    super(message);
  }
}
