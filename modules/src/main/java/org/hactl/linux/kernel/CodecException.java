package org.hactl.linux.kernel;

/** Bytes that are not what they should be: too short, too long, or a number nobody knows. */
public final class CodecException extends RuntimeException {
  public CodecException(String message) {
    super(message);
  }
}
