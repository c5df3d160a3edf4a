package org.hactl.agent.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The file operations on which crash safety is built; a power cut can come between any two of them.
 * Names are relative, with at most one folder ({@code generations/000012}).
 */
public interface Storage {
  /** The content; empty if there is no such file. */
  Optional<byte[]> read(String name) throws IOException;

  /**
   * Creates or overwrites a file; when this returns its content is on the disk, but its name may
   * not be.
   */
  void write(String name, byte[] content) throws IOException;

  /**
   * Adds to the end of a file, creating it if it is missing.
   *
   * @param sync whether it is on the disk when this returns
   */
  void append(String name, byte[] content, boolean sync) throws IOException;

  /** Renames atomically, over what is there; the name is on the disk when this returns. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /**
   * The sorted names in a folder, each with the folder's name; {@code ""} is the topmost folder.
   */
  List<String> list(String folder) throws IOException;
}
