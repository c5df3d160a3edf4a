package org.hactl.linux.file;

import java.util.OptionalInt;

/**
 * Which users may be able to write to the folders above a file.
 *
 * @param anyFolder whether every folder will do: what is read there is not trusted, and what is
 *     written there harms no other file
 * @param owner a user beside root: the owner that the site gives the file
 */
public record Trust(boolean anyFolder, OptionalInt owner) {
  /** Only root; and the user that runs this program, if it is another one. */
  public static final Trust ROOT = new Trust(false, OptionalInt.empty());

  /** All users. But links are followed only where root alone can make them. */
  public static final Trust ANY_FOLDER = new Trust(true, OptionalInt.empty());

  public static Trust rootAnd(int owner) {
    return new Trust(false, OptionalInt.of(owner));
  }
}
