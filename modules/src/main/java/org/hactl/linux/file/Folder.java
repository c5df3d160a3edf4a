package org.hactl.linux.file;

import java.util.List;
import java.util.Optional;
import org.hactl.linux.kernel.LinuxException;

/**
 * An open folder. It stays the same folder whatever becomes of its path. Names are single names,
 * and no method follows a link that a name stands for.
 *
 * <p>Each method throws {@link LinuxException} if the system refuses.
 */
public interface Folder extends AutoCloseable {
  /** The folder's own. */
  FileFacts facts();

  /** Empty if there is no such name. */
  Optional<FileFacts> look(String name);

  String readLink(String name);

  /**
   * Opens a folder in this one.
   *
   * @throws LinuxException ENOTDIR if it is something else, a link included
   */
  Folder enter(String name);

  /**
   * Reads a regular file.
   *
   * @throws LinuxException ELOOP if it is a link, EINVAL if it is not a regular file, EFBIG if it
   *     is larger than {@code maxBytes}
   */
  RegularFile read(String name, int maxBytes);

  /**
   * Creates a regular file with mode 0600.
   *
   * @throws LinuxException EEXIST if the name is taken, by a link too
   */
  WritableFile create(String name);

  void makeFolder(String name, int mode);

  /** Creates a named pipe with mode 0600. */
  void makePipe(String name);

  /**
   * Opens the writing end of a named pipe.
   *
   * @throws LinuxException ENXIO if there is no reader, EEXIST if this is not a pipe
   */
  WritableFile openPipe(String name);

  /** Gives a file another name in this folder, in place of the file that has it. */
  void rename(String from, String to);

  /** Removes a file or a link; false if there is none. */
  boolean remove(String name);

  /**
   * @throws LinuxException ENOTEMPTY if something is in it
   */
  void removeFolder(String name);

  /** The names in it, in no order. */
  List<String> names();

  /** Makes new names, renames and removals in it durable. */
  void sync();

  @Override
  void close();
}
