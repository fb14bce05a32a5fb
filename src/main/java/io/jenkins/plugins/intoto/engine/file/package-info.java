/** Reading files within limits, and writing them so that nobody ever sees half of one. */
package io.jenkins.plugins.intoto.engine.file;
