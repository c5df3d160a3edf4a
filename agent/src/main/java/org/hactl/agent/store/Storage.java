package org.hactl.agent.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The file operations that crash safety depends on. A power cut can come between any two of them.
 * Names are relative, with at most one folder ({@code generations/000012}).
 */
public interface Storage {
  /** The content of a file; empty if the file does not exist. */
  Optional<byte[]> read(String name) throws IOException;

  /**
   * Creates or overwrites a file. When this returns, the content is on the disk, but the name may
   * not be on the disk yet.
   */
  void write(String name, byte[] content) throws IOException;

  /**
   * Adds to the end of a file, creating it if it is missing.
   *
   * @param sync whether the content is on the disk when this returns
   */
  void append(String name, byte[] content, boolean sync) throws IOException;

  /**
   * Renames a file atomically and replaces a file that has the new name. When this returns, the new
   * name is on the disk.
   */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /**
   * The sorted names in a folder, each with the folder's name; {@code ""} is the topmost folder.
   */
  List<String> list(String folder) throws IOException;
}
