/**
 * {@code hactl vault}: encrypts files and values as {@code ansible-vault} does. Imports {@code
 * inventory}, which has the format and the cipher, and the parts that commands share.
 */
@NullMarked
package org.hactl.cli.vault;

import org.jspecify.annotations.NullMarked;
