; Installs Ounce for this login alone, without administrator rights. VERSION and
; OUT come from the build; paths are seen from the project's folder.
Target amd64-unicode ; the programs are for 64 bits, too
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Ounce"

Name "Ounce"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Ounce"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
SetCompressor /SOLID lzma
ManifestDPIAware true
BrandingText "Ounce ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Ounce"
VIAddVersionKey "FileDescription" "Ounce setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "The Ounce project"

!define MUI_ICON "assets/icon.ico"
!define MUI_UNICON "assets/icon.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\ounce.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Section
  SetOutPath "$INSTDIR"
  ClearErrors
  File "bin/windows/ounce.exe"
  File "bin/windows/ounce-cli.exe"
  File ".tools/windows/licences.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Ounce.lnk" "$INSTDIR\ounce.exe"

  WriteRegStr HKCU "Software\Classes\.ounce" "" "Ounce.Assessment"
  WriteRegStr HKCU "Software\Classes\Ounce.Assessment" "" "Ounce assessment"
  WriteRegStr HKCU "Software\Classes\Ounce.Assessment\DefaultIcon" "" "$INSTDIR\ounce.exe,0"
  WriteRegStr HKCU "Software\Classes\Ounce.Assessment\shell\open\command" "" '"$INSTDIR\ounce.exe" "%1"'

  WriteRegStr HKCU "${KEY}" "DisplayName" "Ounce"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\ounce.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "The Ounce project"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  ; Nobody is asked in a quiet uninstall, so that it keeps the assessments. Ounce
  ; itself knows what it keeps, the key in the credential store included.
  IfFileExists "$LOCALAPPDATA\Ounce\*.*" ask
  IfFileExists "$APPDATA\Ounce\*.*" ask
  IfFileExists "$APPDATA\fyne\org.ounce.Ounce\*.*" ask kept
  ask:
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Remove the assessments and settings that Ounce saved on this computer, too? They cannot be brought back. Reports that you saved elsewhere stay." /SD IDNO IDNO kept
  nsExec::ExecToStack '"$INSTDIR\ounce-cli.exe" wipe --yes'
  Pop $0
  Pop $1
  StrCmp $0 "0" kept
  MessageBox MB_OK|MB_ICONEXCLAMATION "$1" /SD IDOK
  kept:

  Delete "$INSTDIR\ounce.exe"
  Delete "$INSTDIR\ounce-cli.exe"
  Delete "$INSTDIR\licences.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Ounce.lnk"
  DeleteRegKey HKCU "Software\Classes\Ounce.Assessment"
  ReadRegStr $0 HKCU "Software\Classes\.ounce" ""
  StrCmp $0 "Ounce.Assessment" 0 other
  DeleteRegKey HKCU "Software\Classes\.ounce"
  other:
  DeleteRegKey HKCU "${KEY}"
SectionEnd
