#!/bin/sh
# tools/run.sh [--build] [PROGRAM [ARGUMENT …]]: what every npm script starts with.
# Installs the lockfile's packages where they are missing or older than it, builds `dist` where it is older than its
# sources if told so, then runs the TypeScript program.
set -e
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  echo 'installing the packages of package-lock.json …' >&2
  npm ci --ignore-scripts --loglevel notice
fi
if [ "$1" = --build ]; then
  shift
  node_modules/.bin/tsx test/setup/build.ts
fi
[ $# -eq 0 ] || exec node_modules/.bin/tsx "$@"
