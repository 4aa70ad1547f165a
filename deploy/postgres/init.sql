-- Runs once, on an empty volume: two databases, each with an owner that is no superuser and sees the other's not.
\set ON_ERROR_STOP on
\set tirek_password `cat /run/secrets/tirek_password`
\set keycloak_password `cat /run/secrets/keycloak_password`
CREATE ROLE tirek LOGIN PASSWORD :'tirek_password';
CREATE ROLE keycloak LOGIN PASSWORD :'keycloak_password';
CREATE DATABASE tirek OWNER tirek ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE keycloak OWNER keycloak ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE tirek, keycloak FROM PUBLIC;
