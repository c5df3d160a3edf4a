/**
 * Which of the generations that hosts keep a rollback or a comparison means. Pure; of hactl it
 * imports only {@code api}, {@code host}, {@code control.plan} and {@code control.version}.
 */
@NullMarked
package org.hactl.control.rollback;

import org.jspecify.annotations.NullMarked;
