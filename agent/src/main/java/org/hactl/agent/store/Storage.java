package org.hactl.agent.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The file operations that crash safety is built from; each is one boundary at which power can go.
 * Names are relative, with at most one folder ({@code generations/000012}).
 */
public interface Storage {
  /** The content, empty where there is no such file. */
  Optional<byte[]> read(String name) throws IOException;

  /**
   * Creates or overwrites a file; its content is on the disk when this returns, its name may not
   * be.
   */
  void write(String name, byte[] content) throws IOException;

  /**
   * Adds to the end of a file, creating it if need be.
   *
   * @param sync whether it is on the disk when this returns
   */
  void append(String name, byte[] content, boolean sync) throws IOException;

  /** Renames atomically, over what is there; the name is on the disk when this returns. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** The names in a folder, with it, sorted; {@code ""} for the topmost. */
  List<String> list(String folder) throws IOException;
}
